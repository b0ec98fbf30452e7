package io.headrace.testkit.simulate;

import io.headrace.testkit.connect.FakeTopics;
import io.headrace.testkit.simulate.Fact.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A source that changes rows at random: plain rows in some topics, change events in others, by ever more schemas, now and then a record nobody can read. */
final class Source {

    /** A value of a change event that was not sent. */
    static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final int KEYS = 6;
    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;

    /** So that a batch spans some hours, which are folders in a lake. */
    private static final long TIME_STEP = 1_000_000L;

    private static final int SPARE = 1_000_000;
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema BROKEN = SchemaBuilder.struct()
            .name("broken.Envelope")
            .field("after", Schema.OPTIONAL_STRING_SCHEMA)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    private static final Schema KEYLESS =
            SchemaBuilder.struct().field("note", Schema.STRING_SCHEMA).build();

    /** In the order in which they appear. */
    private static final List<Shape> SHAPES = List.of(
            new Shape(Schema.OPTIONAL_INT32_SCHEMA, 0),
            new Shape(Schema.OPTIONAL_INT32_SCHEMA, 1),
            new Shape(Schema.OPTIONAL_INT64_SCHEMA, 1),
            new Shape(Schema.OPTIONAL_STRING_SCHEMA, 2),
            new Shape(Schema.OPTIONAL_INT64_SCHEMA, 3));

    private final FakeTopics topics;
    private final Random random;
    private final Setup setup;
    private final Events changes;
    private final Optional<String> refused;
    private final Consumer<String> log;
    private final List<Fact> facts = new ArrayList<>();
    private final Map<Shape, Schema> rows = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private long values;
    private int versions = 1;

    Source(FakeTopics topics, Random random, Setup setup, Optional<String> refused, Consumer<String> log) {
        this.topics = topics;
        this.random = random;
        this.setup = setup;
        this.changes = new Events(setup.inSourceOrder());
        this.refused = refused;
        this.log = log;
    }

    /** In the order in which they were sent. */
    List<Fact> facts() {
        return facts;
    }

    TopicPartition addPartition(String topic) {
        return new TopicPartition(topic, partitions.merge(topic, 1, Integer::sum) - 1);
    }

    /** A partition has keys of its own, unless changes have an order without it: then the topic's keys are shared out among its partitions, and some move when there is one more. */
    private long anyKey(TopicPartition at) {
        if (!setup.inSourceOrder()) {
            return at.partition() * 1_000L + random.nextInt(KEYS);
        }
        int count = partitions.getOrDefault(at.topic(), 1);
        return at.partition() + (long) count * random.nextInt(KEYS / count);
    }

    /**
     * From now on rows may have one more field, or a wider type. Older schemas still come, but not in source order: whether a field that the last change lacks has its value from one before
     * depends there on which came first.
     */
    void evolve() {
        versions = Math.min(versions + 1, SHAPES.size());
    }

    /** A schema of a row. */
    private record Shape(Schema size, int extras) {
        private Schema row() {
            SchemaBuilder builder = SchemaBuilder.struct()
                    .optional()
                    .field("id", Schema.INT64_SCHEMA)
                    .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("size", size);
            for (int i = 0; i < extras; i++) {
                builder.field("extra" + i, Schema.OPTIONAL_STRING_SCHEMA);
            }
            return builder.build();
        }
    }

    /** Sends one change, which may be several records. */
    void change(TopicPartition at) {
        long key = anyKey(at);
        boolean events = at.topic().endsWith("events");
        int dice = random.nextInt(100);
        if (dice < 6) {
            topics.skip(at, 1 + random.nextInt(4));
        } else if (dice < 10) {
            poison(at);
        } else if (dice < 28) {
            delete(at, key, events);
        } else if (dice < 36 && events) {
            delete(at, key, true);
            insert(at);
        } else {
            row(at, key, events && random.nextInt(3) > 0 ? "u" : "c", events);
        }
    }

    /** Sends one new row. */
    void insert(TopicPartition at) {
        row(at, anyKey(at), "c", at.topic().endsWith("events"));
    }

    private void row(TopicPartition at, long key, String op, boolean event) {
        Shape shape = SHAPES.get(setup.inSourceOrder() ? versions - 1 : random.nextInt(versions));
        Schema schema = rows.computeIfAbsent(shape, Shape::row);
        Map<String, @Nullable Object> set = new LinkedHashMap<>();
        Struct row = new Struct(schema).put("id", key);
        set.put("id", key);
        boolean partial = op.equals("u") && !setup.inSourceOrder();
        put(row, set, "note", "n" + ++values, partial && random.nextInt(3) == 0);
        switch (shape.size.type()) {
            case INT32 -> put(row, set, "size", (int) ++values, false);
            case INT64 -> put(row, set, "size", (1L << 40) + ++values, false);
            default -> put(row, set, "size", "s" + ++values, partial && random.nextInt(3) == 0);
        }
        for (int i = 0; i < shape.extras; i++) {
            boolean absent = random.nextInt(4) == 0;
            put(row, set, "extra" + i, absent ? null : "x" + ++values, partial && random.nextInt(3) == 0);
        }
        send(at, Kind.ROW, key, op, set, value(event, op, row));
    }

    private Struct value(boolean event, String op, Struct row) {
        return event ? changes.envelope(op, row) : setup.inSourceOrder() ? changes.flattened(op, row) : row;
    }

    private static void put(
            Struct row, Map<String, @Nullable Object> set, String field, @Nullable Object value, boolean unavailable) {
        row.put(field, unavailable ? UNAVAILABLE : value);
        if (!unavailable) {
            set.put(field, value);
        }
    }

    /** A source may be told to send no tombstones behind its delete events. */
    private void delete(TopicPartition at, long key, boolean event) {
        boolean said = event || setup.inSourceOrder();
        if (said) {
            Schema schema = rows.computeIfAbsent(SHAPES.get(0), Shape::row);
            Struct before = new Struct(schema).put("id", key);
            send(at, Kind.DELETE, key, "d", Map.of("id", key), value(event, "d", before));
            if (random.nextInt(4) == 0) {
                return;
            }
        }
        send(at, said ? Kind.ECHO : Kind.DELETE, key, "d", Map.of("id", key), null);
    }

    private void poison(TopicPartition at) {
        long key = SPARE + at.partition() * 100_000L + facts.size();
        Struct row = new Struct(rows.computeIfAbsent(SHAPES.get(0), Shape::row)).put("id", key);
        Struct broken = new Struct(BROKEN).put("op", "c");
        switch (random.nextInt(setup.inSourceOrder() ? 6 : 3)) {
            case 0 -> spoil(at, key, refused.isPresent() ? value(false, "c", row.put("note", refused.get())) : broken);
            case 1 -> {
                if (setup.mode() == Mode.MERGE) {
                    long offset = topics.append(at, null, null, KEYLESS, new Struct(KEYLESS).put("note", "nobody's"));
                    sent(new Fact(at, offset, Kind.POISON, -1, "c", Map.of()));
                } else {
                    spoil(at, key, broken);
                }
            }
            case 2 -> spoil(at, key, broken);
            case 3 -> spoil(at, key, row);
            case 4 -> spoil(at, key, value(false, "u", row.put("note", UNAVAILABLE)));
            default -> spoil(at, key, setup.deletes() == Setup.Deletes.IGNORE ? broken : null);
        }
    }

    private void spoil(TopicPartition at, long key, @Nullable Struct value) {
        send(at, Kind.POISON, key, "c", Map.of(), value);
    }

    private void send(
            TopicPartition at,
            Kind kind,
            long key,
            String op,
            Map<String, @Nullable Object> set,
            @Nullable Struct value) {
        long offset = topics.append(
                at,
                new SchemaAndValue(KEY, new Struct(KEY).put("id", key)),
                value == null ? null : new SchemaAndValue(value.schema(), value),
                FIRST_TIMESTAMP + topics.end(at) * TIME_STEP);
        sent(new Fact(at, offset, kind, key, op, set));
    }

    private void sent(Fact fact) {
        facts.add(fact);
        log.accept("sent " + fact);
    }
}
