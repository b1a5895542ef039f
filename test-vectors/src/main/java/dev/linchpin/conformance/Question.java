package dev.linchpin.conformance;

import dev.linchpin.format.AsciiJson;
import dev.linchpin.vectors.Case;
import dev.linchpin.vectors.Note;
import dev.linchpin.vectors.VectorFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A case with what it takes from its file. */
public record Question(VectorFile file, String op, Case test) {
    /** All questions of the files, in their order. */
    static List<Question> of(List<VectorFile> files) {
        return files.stream()
                .flatMap(file -> file.groups().stream()
                        .flatMap(group -> group.tests().stream().map(test -> new Question(file, group.op(), test))))
                .toList();
    }

    public String topic() {
        return file.topic();
    }

    /** What is sent: the input with its certificates. */
    Map<String, Object> input() {
        return file.inlined(test);
    }

    /** The input as the file has it, certificates by their names, as JSON in ASCII. */
    public String inputText() {
        return AsciiJson.of(test.input());
    }

    /** The notes behind the flags, which say why the case exists. */
    public List<Note> notes() {
        return test.flags().stream()
                .map(flag -> Objects.requireNonNull(file.notes().get(flag), flag))
                .toList();
    }
}
