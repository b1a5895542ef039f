package dev.linchpin.examples;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** PostgreSQL's protocol, as far as a statement without rows: the request for TLS, a start-up without a password, statements. */
final class PostgresScript implements Script {
    private static final int START_OF_LENGTH = 4;

    @Override
    public void inClearText(DataInputStream in, DataOutputStream out) throws IOException {
        in.readFully(new byte[8]);
        out.write('S');
        out.flush();
    }

    @Override
    public void insideTls(DataInputStream in, DataOutputStream out) throws IOException {
        in.readFully(new byte[in.readInt() - START_OF_LENGTH]);
        say(out, 'R', new byte[4]);
        Map<String, String> parameters = Map.of(
                "server_version", "17.0",
                "client_encoding", "UTF8",
                "DateStyle", "ISO, MDY",
                "TimeZone", "UTC",
                "integer_datetimes", "on",
                "standard_conforming_strings", "on");
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            say(out, 'S', text(parameter.getKey() + '\0' + parameter.getValue() + '\0'));
        }
        say(out, 'K', new byte[8]);
        say(out, 'Z', text("I"));
        out.flush();
        while (true) {
            char message = (char) in.readUnsignedByte();
            in.readFully(new byte[in.readInt() - START_OF_LENGTH]);
            answer(message, out);
            out.flush();
        }
    }

    private static void answer(char message, DataOutputStream out) throws IOException {
        switch (message) {
            case 'P' -> say(out, '1', new byte[0]);
            case 'B' -> say(out, '2', new byte[0]);
            case 'D' -> say(out, 'n', new byte[0]);
            case 'E' -> say(out, 'C', text("SET\0"));
            case 'S' -> say(out, 'Z', text("I"));
            case 'Q' -> {
                say(out, 'C', text("SET\0"));
                say(out, 'Z', text("I"));
            }
            default -> {}
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void say(DataOutputStream out, char type, byte[] body) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(message);
        fields.writeByte(type);
        fields.writeInt(body.length + START_OF_LENGTH);
        fields.write(body);
        message.writeTo(out);
    }
}
