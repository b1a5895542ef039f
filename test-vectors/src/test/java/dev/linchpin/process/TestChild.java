package dev.linchpin.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that answers {@code match} to everything, but misbehaves in the way of its first argument as soon as it is asked about
 * a host that begins with {@code bad}.
 */
public final class TestChild {
    private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private static final String HELLO =
            "{\"protocol\":1,\"impl\":{\"name\":\"test\",\"version\":\"1\",\"language\":\"test\",\"motto\":\"ignored\"},"
                    + "\"ops\":[\"host.match\"]}";

    private TestChild() {}

    public static ChildProcess.Command command(String behaviour) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ChildProcess.Command(
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestChild.class.getName(),
                        behaviour),
                Path.of(""),
                Map.of());
    }

    public static void main(String[] arguments) throws Exception {
        String behaviour = arguments[0];
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        in.readLine();
        print(hello(behaviour));
        if (behaviour.equals("does not read")) {
            Thread.sleep(Long.MAX_VALUE);
        }
        long asked = 0;
        for (String line = in.readLine(); line != null && line.contains("\"run\""); line = in.readLine()) {
            long seq = seq(line);
            asked++;
            if (line.contains("\"host\":\"bad")) {
                misbehave(behaviour, seq, asked);
            } else {
                print(answer(seq, "match"));
            }
        }
        if (behaviour.equals("stays after bye")) {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static String hello(String behaviour) {
        return switch (behaviour) {
            case "speaks protocol 2" -> HELLO.replace(":1,\"impl\"", ":2,\"impl\"");
            case "has no name" -> HELLO.replace("\"name\":\"test\",", "");
            case "says a choice" -> HELLO.replaceFirst("}$", ",\"choices\":{\"underscore\":\"maybe\"}}");
            default -> HELLO;
        };
    }

    private static void misbehave(String behaviour, long seq, long asked) throws Exception {
        switch (behaviour) {
            case "hangs" -> Thread.sleep(Long.MAX_VALUE);
            case "exits" -> {
                System.err.println("out of luck\n");
                System.exit(3);
            }
            case "closes its output" -> {
                System.out.close();
                Thread.sleep(Long.MAX_VALUE);
            }
            case "writes prose" -> print("matches, I would say");
            case "writes an array" -> print("[" + answer(seq, "match") + "]");
            case "writes a field twice" -> print("{\"seq\":" + seq + ",\"seq\":" + seq + ",\"outcome\":\"match\"}");
            case "writes two objects" -> print(answer(seq, "match") + answer(seq, "match"));
            case "writes too much" -> print(answer(seq, "match") + " ".repeat(LineReader.MAX_BYTES));
            case "writes Latin-1" -> {
                System.out.write(new byte[] {'"', (byte) 0xE4, '"', '\n'});
                System.out.flush();
            }
            case "answers another question" -> print(answer(seq - 1, "match"));
            case "answers in a word of its own" -> print(answer(seq, "perhaps"));
            case "answers twice in one" -> print("{\"seq\":" + seq + ",\"outcome\":\"match\",\"error\":\"none\"}");
            case "forgets to answer" -> print("{\"seq\":" + seq + "}");
            case "reports an error" -> print("{\"seq\":" + seq + ",\"error\":\"no memory\"}");
            case "skips" -> print("{\"seq\":" + seq + ",\"skip\":\"not today\"}");
            case "changes its mind" -> print(answer(seq, asked % 2 == 0 ? "match" : "no-match"));
            case "complains loudly" -> {
                for (int i = 0; i < 20_000; i++) {
                    System.err.println("complaint " + i);
                }
                print(answer(seq, "match"));
            }
            case "has offspring" -> {
                long child = new ProcessBuilder("sleep", "1000").start().pid();
                print("{\"seq\":" + seq + ",\"outcome\":\"match\",\"pid\":" + child + "}");
            }
            default -> print(answer(seq, "match"));
        }
    }

    private static String answer(long seq, String outcome) {
        return "{\"seq\":" + seq + ",\"outcome\":\"" + outcome + "\",\"mood\":\"fine\"}";
    }

    private static long seq(String line) throws IOException {
        Matcher seq = Pattern.compile("\"seq\":(\\d+)").matcher(line);
        if (!seq.find()) {
            throw new IOException("no seq in " + line);
        }
        return Long.parseLong(seq.group(1));
    }

    private static void print(String line) {
        OUT.print(line + "\n");
        OUT.flush();
    }
}
