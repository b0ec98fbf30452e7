package io.headrace.sink.options;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings that every sink has. */
public final class SinkSettings {

    /** Whether positions are kept in the target, with the data. */
    public enum Delivery {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    private static final String DELIVERY_GROUP = "Delivery";
    private static final String FLUSH_GROUP = "Flush";
    static final String WRITE_GROUP = "Write";
    private static final String TABLES_GROUP = "Tables";
    private static final String RECORDS_GROUP = "Records";

    public static final Setting<Delivery> DELIVERY = Setting.oneOf("delivery", Delivery.class)
            .defaultsTo(Delivery.EXACTLY_ONCE)
            .important()
            .group(DELIVERY_GROUP)
            .doc(
                    "Whether each record reaches the target exactly once, with its position kept in the target beside the data, or at least once, with positions in Kafka only.")
            .build();

    public static final Setting<Boolean> READ_COMMITTED = Setting.bool("consumer.reads.committed")
            .defaultsTo(false)
            .advanced()
            .group(DELIVERY_GROUP)
            .doc(
                    "Asserts that the worker's consumers read with isolation.level=read_committed, where the connector may not say so itself with consumer.override.isolation.level.")
            .build();

    public static final Setting<Optional<String>> LEDGER_ID = Setting.string("ledger.id")
            .optional()
            .group(DELIVERY_GROUP)
            .doc(
                    "Names this connector's positions in the target. Set it before renaming a connector, to the old name. Left out, it is the connector's name.")
            .build();

    public static final Setting<SinkOptions.Verify> LEDGER_VERIFY = Setting.oneOf(
                    "ledger.verify", SinkOptions.Verify.class)
            .defaultsTo(SinkOptions.Verify.CONTENT)
            .advanced()
            .group(DELIVERY_GROUP)
            .doc(
                    "What of the last loaded record must still be the same when a topic is opened again: content tells a recreated topic from the old one; timestamp is for transforms whose output differs on each read.")
            .build();

    public static final Setting<SinkOptions.OnGap> ON_GAP = Setting.oneOf("on.gap", SinkOptions.OnGap.class)
            .defaultsTo(SinkOptions.OnGap.FAIL)
            .group(DELIVERY_GROUP)
            .doc(
                    "What to do when Kafka no longer has the records that should be loaded next, because retention or compaction took them.")
            .build();

    public static final Setting<Duration> FLUSH_INTERVAL = Setting.duration("flush.interval.ms")
            .defaultsTo(Duration.ofSeconds(5))
            .between(Duration.ofMillis(10), Duration.ofDays(1))
            .important()
            .group(FLUSH_GROUP)
            .doc("The longest a record waits in the task before a load starts.")
            .build();

    public static final Setting<Long> FLUSH_ROWS = Setting.longs("flush.rows")
            .defaultsTo(200_000L)
            .between(1L, 100_000_000L)
            .group(FLUSH_GROUP)
            .doc("A load starts when the task holds this many rows.")
            .build();

    public static final Setting<Long> FLUSH_BYTES = Setting.bytes("flush.bytes")
            .defaultsTo(64L << 20)
            .between(1L << 10, 16L << 30)
            .group(FLUSH_GROUP)
            .doc("A load starts when the rows that the task holds take this much memory.")
            .build();

    public static final Setting<Duration> RETRY_FIRST = Setting.duration("retry.first.ms")
            .defaultsTo(Duration.ofMillis(200))
            .between(Duration.ofMillis(1), Duration.ofMinutes(10))
            .advanced()
            .group(DELIVERY_GROUP)
            .doc("The wait before a failed load is tried again. It doubles with each failure, with jitter.")
            .build();

    public static final Setting<Duration> RETRY_LONGEST = Setting.duration("retry.longest.ms")
            .defaultsTo(Duration.ofSeconds(30))
            .between(Duration.ofMillis(1), Duration.ofHours(1))
            .advanced()
            .group(DELIVERY_GROUP)
            .doc("The longest wait between two tries. A target that is down is retried until it is back.")
            .build();

    public static final Setting<WriteOptions.Mode> WRITE_MODE = Setting.oneOf("write.mode", WriteOptions.Mode.class)
            .defaultsTo(WriteOptions.Mode.APPEND)
            .important()
            .group(WRITE_GROUP)
            .doc(
                    "Whether every record becomes a row, or the table has one row per key as the last record of the key says.")
            .build();

    public static final Setting<WriteOptions.Deletes> DELETE_MODE = Setting.oneOf(
                    "delete.mode", WriteOptions.Deletes.class)
            .defaultsTo(WriteOptions.Deletes.HARD)
            .group(WRITE_GROUP)
            .doc(
                    "What a delete does to a merged row: hard removes it, soft marks it in the deleted column, ignore leaves it. In append mode a delete is a row like any other, unless ignored.")
            .build();

    public static final Setting<WriteOptions.Truncates> TRUNCATE_MODE = Setting.oneOf(
                    "truncate.mode", WriteOptions.Truncates.class)
            .defaultsTo(WriteOptions.Truncates.FAIL)
            .group(WRITE_GROUP)
            .doc(
                    "What a TRUNCATE of the source table does. Apply empties the target table in merge mode; it is only in order with other changes when the topic has one partition.")
            .build();

    public static final Setting<List<String>> KEY_FIELDS = Setting.list("key.fields")
            .defaultsTo(List.of())
            .group(WRITE_GROUP)
            .doc("Fields of the value that make the key in merge mode. Left out, the record's key is the key.")
            .build();

    public static final Setting<List<String>> METADATA_COLUMNS = Setting.list("metadata.columns")
            .defaultsTo(List.of("default"))
            .group(WRITE_GROUP)
            .doc(
                    "Columns that Headrace adds to each row: default, none, or a list of loaded_at, load_id, op, deleted, topic, partition, offset, timestamp, source_sequence, source_order, source_time, unavailable.")
            .build();

    public static final Setting<String> METADATA_PREFIX = Setting.string("metadata.prefix")
            .defaultsTo("_headrace_")
            .advanced()
            .group(WRITE_GROUP)
            .doc("What the names of the added columns begin with.")
            .build();

    public static final Setting<String> TABLE_FORMAT = Setting.string("table.format")
            .defaultsTo("${topic}")
            .check(SinkSettings::namesSomething, "a name with ${topic}, ${schema} or ${table}, or a plain name")
            .important()
            .group(TABLES_GROUP)
            .doc(
                    "The table of a topic: ${topic} is the topic's name, ${table} the part after its last dot, ${schema} the part before that.")
            .build();

    public static final Setting<List<String>> TOPICS_TABLES = Setting.list("topics.tables")
            .defaultsTo(List.of())
            .group(TABLES_GROUP)
            .doc("Tables of single topics, as topic:table. Stronger than table.format.")
            .build();

    public static final Setting<Boolean> TABLE_CREATE = Setting.bool("table.create")
            .defaultsTo(true)
            .group(TABLES_GROUP)
            .doc("Whether missing tables are created. Otherwise a record for a missing table fails the task.")
            .build();

    public static final Setting<TableOptions.Evolution> EVOLUTION = Setting.oneOf(
                    "schema.evolution", TableOptions.Evolution.class)
            .defaultsTo(TableOptions.Evolution.EVOLVE)
            .group(TABLES_GROUP)
            .doc(
                    "What happens when a record has a field that its table lacks, or a value that the column cannot hold: evolve adds, widens or adds a variant column; freeze fails the task; discard_row sends the record to dead letters; discard_value leaves the value out.")
            .build();

    public static final Setting<List<String>> CONTRACTS = Setting.list("schema.contracts")
            .defaultsTo(List.of())
            .group(TABLES_GROUP)
            .doc("Exceptions from schema.evolution, as table:evolution or table.field:evolution.")
            .build();

    public static final Setting<Boolean> NAMES_SNAKE = Setting.bool("names.snake")
            .defaultsTo(false)
            .group(TABLES_GROUP)
            .doc(
                    "Whether names of tables and columns become lower case with underscores. Otherwise they stay as the source has them.")
            .build();

    public static final Setting<NestingOptions.Structs> NESTED_STRUCTS = Setting.oneOf(
                    "nested.structs", NestingOptions.Structs.class)
            .defaultsTo(NestingOptions.Structs.KEEP)
            .group(TABLES_GROUP)
            .doc(
                    "What becomes of a struct: keep makes one column, of the target's own nested type or of JSON; flatten makes a column for each of its fields, so that a with b inside becomes a_b. A struct in the key is kept. Objects in records without a schema are structs only with infer.nested.")
            .build();

    public static final Setting<NestingOptions.Lists> NESTED_LISTS = Setting.oneOf(
                    "nested.lists", NestingOptions.Lists.class)
            .defaultsTo(NestingOptions.Lists.KEEP)
            .group(TABLES_GROUP)
            .doc(
                    "What becomes of a list: keep makes one column, of the target's own nested type or of JSON; child makes a table with a row for each element, tied to its row by the key and the place in the list. Lists inside structs only where the structs are flattened; lists inside elements are kept. Lists in records without a schema are lists only with infer.nested.")
            .build();

    public static final Setting<Boolean> INFER_TIMESTAMPS = Setting.bool("infer.timestamps")
            .defaultsTo(false)
            .group(RECORDS_GROUP)
            .doc(
                    "Whether text in records without a schema that is an RFC 3339 date-time with a zone becomes a timestamp.")
            .build();

    public static final Setting<Boolean> INFER_NESTED = Setting.bool("infer.nested")
            .defaultsTo(false)
            .group(RECORDS_GROUP)
            .doc(
                    "Whether objects and lists in records without a schema become nested columns. Otherwise each is one JSON text, so that its type never changes.")
            .build();

    public static final Setting<String> UNAVAILABLE = Setting.string("unavailable.value")
            .defaultsTo("__debezium_unavailable_value")
            .advanced()
            .group(RECORDS_GROUP)
            .doc("The text by which a change event says that a value was not sent, so that the column stays as it is.")
            .build();

    public static final Setting<Boolean> BEFORE_IMAGES = Setting.bool("before.images")
            .defaultsTo(false)
            .advanced()
            .group(RECORDS_GROUP)
            .doc("Whether the source logs whole rows, so that the image before a delete is the row's last state.")
            .build();

    public static final Setting<Boolean> VALIDATE_CONNECT = Setting.bool("validate.connect")
            .defaultsTo(true)
            .advanced()
            .group("Validation")
            .doc(
                    "Whether validation connects to the target, and to the brokers where their addresses are given, and checks logins, privileges and topics.")
            .build();

    private static final Settings OWN = Settings.of(
            DELIVERY,
            READ_COMMITTED,
            LEDGER_ID,
            LEDGER_VERIFY,
            ON_GAP,
            RETRY_FIRST,
            RETRY_LONGEST,
            FLUSH_INTERVAL,
            FLUSH_ROWS,
            FLUSH_BYTES,
            WRITE_MODE,
            DELETE_MODE,
            TRUNCATE_MODE,
            OrderSettings.MERGE_ORDER,
            KEY_FIELDS,
            METADATA_COLUMNS,
            METADATA_PREFIX,
            TABLE_FORMAT,
            TOPICS_TABLES,
            TABLE_CREATE,
            EVOLUTION,
            CONTRACTS,
            NAMES_SNAKE,
            NESTED_STRUCTS,
            NESTED_LISTS,
            INFER_TIMESTAMPS,
            INFER_NESTED,
            UNAVAILABLE,
            BEFORE_IMAGES,
            VALIDATE_CONNECT);

    private static final Settings ALL = OWN.plus(DirectSettings.all()).plus(KafkaSettings.all());

    private SinkSettings() {}

    public static Settings all() {
        return ALL;
    }

    private static boolean namesSomething(String format) {
        String rest = format.replace("${topic}", "t").replace("${schema}", "s").replace("${table}", "t");
        return !rest.isBlank() && !rest.contains("${");
    }
}
