package dev.linchpin.examples;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** SMTP (RFC 5321), inside TLS or going over to it by STARTTLS (RFC 3207). It agrees with every command. */
record SmtpScript(boolean startTls) implements Script {
    @Override
    public void inClearText(DataInputStream in, DataOutputStream out) throws IOException {
        if (startTls) {
            say(out, "220 mail.linchpin.test");
            for (String line = read(in); !line.equals("STARTTLS"); line = read(in)) {
                say(out, line.startsWith("EHLO") ? "250-yes\r\n250 STARTTLS" : "250 yes");
            }
            say(out, "220 go ahead");
        }
    }

    @Override
    public void insideTls(DataInputStream in, DataOutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        if (!startTls) {
            say(out, "220 mail.linchpin.test");
        }
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            say(out, line.startsWith("QUIT") ? "221 bye" : "250 yes");
        }
    }

    /** Byte by byte, since what comes after the line may be TLS. */
    private static String read(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (char next = (char) in.readByte(); next != '\n'; next = (char) in.readByte()) {
            line.append(next);
        }
        return line.toString().strip();
    }

    private static void say(DataOutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
