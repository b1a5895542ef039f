package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.Note;
import dev.linchpin.vectors.VectorFile;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vector file in the making. Not thread-safe. */
final class TopicDraft {
    private final String topic;
    private final List<String> header;
    private final Map<String, NoteDraft> notes = new LinkedHashMap<>();
    private final Map<String, String> certs = new LinkedHashMap<>();
    private final List<GroupDraft> groups = new ArrayList<>();

    private TopicDraft(String topic, List<String> header) {
        this.topic = topic;
        this.header = header;
    }

    static TopicDraft of(String topic, String... header) {
        return new TopicDraft(topic, List.of(header));
    }

    /** Says what a flag means. */
    NoteDraft note(String flag, String bugType, String description) {
        NoteDraft note = new NoteDraft(bugType, description);
        if (notes.put(flag, note) != null) {
            throw new IllegalStateException("flag " + flag + " has two notes");
        }
        return note;
    }

    GroupDraft group(String group, String op) {
        GroupDraft draft = new GroupDraft(topic, group, op);
        groups.add(draft);
        return draft;
    }

    /** Puts a certificate into the file's table and returns the reference that stands for it in inputs. */
    Map<String, Object> cert(String name, byte[] der) {
        String base64 = base64(der);
        String before = certs.putIfAbsent(name, base64);
        if (before != null && !before.equals(base64)) {
            throw new IllegalStateException("certificate " + name + " is defined twice");
        }
        return Map.of("cert", name);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    VectorFile finish() {
        Map<String, Note> finished = new LinkedHashMap<>();
        notes.forEach((flag, note) -> finished.put(flag, note.finish()));
        return new VectorFile(
                topic,
                header,
                finished,
                certs,
                groups.stream().map(GroupDraft::finish).toList());
    }

    /** The meaning of a flag in the making. */
    static final class NoteDraft {
        private final String bugType;
        private final String description;
        private String effect = "";
        private final List<String> cves = new ArrayList<>();
        private final List<String> links = new ArrayList<>();

        private NoteDraft(String bugType, String description) {
            this.bugType = bugType;
            this.description = description;
        }

        /** What an attacker gains, or an operator loses. */
        NoteDraft effect(String effect) {
            this.effect = effect;
            return this;
        }

        NoteDraft cve(String... cves) {
            this.cves.addAll(List.of(cves));
            return this;
        }

        NoteDraft link(String... links) {
            this.links.addAll(List.of(links));
            return this;
        }

        private Note finish() {
            return new Note(bugType, description, effect, cves, links);
        }
    }
}
