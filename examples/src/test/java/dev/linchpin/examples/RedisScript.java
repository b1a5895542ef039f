package dev.linchpin.examples;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The Redis protocol, as far as PING. It agrees with every other command, but for HELLO: it speaks the second version only. */
final class RedisScript implements Script {
    @Override
    public void insideTls(DataInputStream in, DataOutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int words = Integer.parseInt(line.substring(1));
            String command = "";
            for (int word = 0; word < words; word++) {
                lines.readLine();
                String text = lines.readLine();
                command = word == 0 ? text : command;
            }
            String answer = switch (command) {
                case "PING" -> "+PONG";
                case "HELLO" -> "-ERR unknown command 'HELLO'";
                default -> "+OK";
            };
            out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }
}
