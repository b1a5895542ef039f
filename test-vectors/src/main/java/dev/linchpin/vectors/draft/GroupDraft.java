package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.Group;
import java.util.ArrayList;
import java.util.List;

/** A group of cases in the making. Not thread-safe. */
final class GroupDraft {
    private final String topic;
    private final String group;
    private final String op;
    private final List<CaseDraft> cases = new ArrayList<>();

    GroupDraft(String topic, String group, String op) {
        this.topic = topic;
        this.group = group;
        this.op = op;
    }

    /** Adds a case; the id is the last part of its identifier. */
    CaseDraft test(String id, String comment, String... flags) {
        CaseDraft draft = new CaseDraft(topic + "::" + group + "::", id, comment, List.of(flags));
        cases.add(draft);
        return draft;
    }

    Group finish() {
        return new Group(group, op, cases.stream().map(CaseDraft::finish).toList());
    }
}
