package io.headrace.testkit.simulate;

import io.headrace.core.schema.TableId;
import io.headrace.testkit.contract.Canonical;
import io.headrace.testkit.contract.SinkTarget;
import io.headrace.testkit.simulate.Fact.Kind;
import io.headrace.testkit.simulate.Setup.Deletes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the tables must hold once everything that was sent is loaded, and what they do hold, both as lines of text. */
final class Model {

    private static final List<String> FIELDS = List.of("note", "size", "extra0", "extra1", "extra2");

    private static final String DELETED = "_headrace_deleted";

    private final Setup setup;
    private final List<Fact> facts;

    /** What was loaded before its partition was read anew, or before Kafka let it go, in that order; a record may be here more than once. */
    private final List<Fact> loadedBefore = new ArrayList<>();

    /** By identity: a topic that is made again has the same offsets. */
    private final Set<Fact> gone = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<Fact> lost = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<TopicPartition, Long> starts = new HashMap<>();

    /** @param facts in the order in which the source made the changes; more come later */
    Model(Setup setup, List<Fact> facts) {
        this.setup = setup;
        this.facts = facts;
    }

    /**
     * The user moved a partition: what was loaded so far stays, and what comes from there on is loaded, perhaps once more.
     *
     * @param loaded the position so far, or -1
     * @param next where it goes on
     */
    void reset(TopicPartition partition, long loaded, long next) {
        long from = starts.getOrDefault(partition, 0L);
        for (Fact fact : facts) {
            if (fact.at().equals(partition) && fact.offset() < loaded && !gone.contains(fact) && speaks(fact, from)) {
                loadedBefore.add(fact);
            }
        }
        starts.put(partition, next);
    }

    /**
     * Kafka no longer has the partition's records below an offset: those that were not loaded by then never are.
     *
     * @param loaded the position so far, or -1
     */
    void gone(TopicPartition partition, long below, long loaded) {
        long from = starts.getOrDefault(partition, 0L);
        for (Fact fact : facts) {
            if (!fact.at().equals(partition) || fact.offset() >= below || !gone.add(fact)) {
                continue;
            }
            if (fact.offset() >= loaded) {
                lost.add(fact);
            } else if (speaks(fact, from)) {
                loadedBefore.add(fact);
            }
        }
        if (below > loaded) {
            starts.put(partition, below);
        }
    }

    /** Whether the record went before it was loaded. */
    boolean lost(Fact fact) {
        return lost.contains(fact);
    }

    /** Whether the record makes a row when reading starts at an offset. The tombstone behind a delete event does only where the event was not read before it. */
    private boolean speaks(Fact fact, long from) {
        return fact.offset() >= from && writes(fact) && (fact.kind() != Kind.ECHO || fact.offset() - 1 < from);
    }

    private boolean writes(Fact fact) {
        return switch (fact.kind()) {
            case ROW -> true;
            case DELETE -> setup.deletes() != Deletes.IGNORE;
            case ECHO -> setup.deletes() != Deletes.IGNORE && !setup.inSourceOrder();
            case POISON -> false;
        };
    }

    List<String> expected() {
        return setup.mode() == Mode.MERGE ? merged() : appended();
    }

    /** Whether a row may be there although it is not expected, or not so often. */
    boolean allows(String line) {
        return setup.mode() == Mode.AT_LEAST_ONCE
                && facts.stream().anyMatch(fact -> writes(fact) && line(fact).equals(line));
    }

    /** A tombstone has no position, so one that is read without the delete event before it cannot be ordered. */
    boolean allowsLetter(Fact fact) {
        return setup.inSourceOrder() && fact.kind() == Kind.ECHO;
    }

    private static String line(Fact fact) {
        return fact.at() + "@" + fact.offset() + " " + fact.op() + " " + content(fact.key(), fact.values());
    }

    /** All that is loaded in the end, each partition's in the order of loading. */
    private List<Fact> loaded() {
        List<Fact> loaded = new ArrayList<>(loadedBefore);
        facts.stream()
                .filter(fact -> !gone.contains(fact) && speaks(fact, starts.getOrDefault(fact.at(), 0L)))
                .forEach(loaded::add);
        return loaded;
    }

    /** All that is loaded in the end, in the order that decides. */
    private List<Fact> ordered() {
        if (!setup.inSourceOrder()) {
            return loaded();
        }
        Set<Fact> loaded = Collections.newSetFromMap(new IdentityHashMap<>());
        loaded.addAll(loaded());
        return facts.stream().filter(loaded::contains).toList();
    }

    private List<String> appended() {
        List<String> lines = new ArrayList<>();
        loaded().forEach(fact -> lines.add(line(fact)));
        lines.sort(null);
        return lines;
    }

    private List<String> merged() {
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        for (Fact fact : ordered()) {
            String row = fact.at().topic() + " " + fact.key();
            if (fact.kind() == Kind.ROW) {
                Map<String, @Nullable Object> values = rows.computeIfAbsent(row, key -> new LinkedHashMap<>());
                values.putAll(fact.values());
                values.put(DELETED, false);
            } else if (setup.deletes() == Deletes.SOFT) {
                Map<String, @Nullable Object> values = rows.computeIfAbsent(row, key -> new LinkedHashMap<>());
                if (setup.inSourceOrder()) {
                    values.clear();
                }
                values.put("id", fact.key());
                values.put(DELETED, true);
            } else {
                rows.remove(row);
            }
        }
        List<String> lines = new ArrayList<>();
        rows.forEach((row, values) -> lines.add(row.substring(0, row.indexOf(' ')) + " "
                + content((Long) Objects.requireNonNull(values.get("id")), values)
                + (setup.marksDeletes() ? " deleted=" + values.get(DELETED) : "")));
        lines.sort(null);
        return lines;
    }

    private static String content(long id, Map<String, @Nullable Object> values) {
        StringBuilder line = new StringBuilder("id=" + id);
        FIELDS.forEach(field -> {
            Object value = values.get(field);
            line.append(' ').append(field).append('=').append(value == null ? List.of() : List.of(value));
        });
        return line.toString();
    }

    /**
     * What a deleted row held last depends, in source order, on what came before the delete did, so it is left out.
     *
     * <p>A field's values are those of its own column and of the variants beside it; at most one may have any.
     */
    List<String> found(SinkTarget target, List<String> topics) {
        List<String> lines = new ArrayList<>();
        for (String topic : topics) {
            for (Map<String, @Nullable Object> row : target.rows(TableId.of(topic))) {
                StringBuilder line = new StringBuilder();
                if (setup.mode() != Mode.MERGE) {
                    line.append(Canonical.text(row.get("_headrace_topic")))
                            .append('-')
                            .append(Canonical.text(row.get("_headrace_partition")))
                            .append('@')
                            .append(Canonical.text(row.get("_headrace_offset")))
                            .append(' ')
                            .append(Canonical.text(row.get("_headrace_op")));
                } else {
                    line.append(topic);
                }
                line.append(" id=").append(Canonical.text(row.get("id")));
                boolean untold = setup.inSourceOrder() && Boolean.TRUE.equals(row.get(DELETED));
                FIELDS.forEach(field ->
                        line.append(' ').append(field).append('=').append(untold ? List.of() : values(row, field)));
                if (setup.marksDeletes()) {
                    line.append(" deleted=").append(Canonical.text(row.get(DELETED)));
                }
                lines.add(line.toString());
            }
        }
        lines.sort(null);
        return lines;
    }

    private static List<String> values(Map<String, @Nullable Object> row, String field) {
        List<String> values = new ArrayList<>();
        row.forEach((column, value) -> {
            if (value != null && (column.equals(field) || column.startsWith(field + "__v_"))) {
                values.add(Canonical.text(value));
            }
        });
        return values;
    }
}
