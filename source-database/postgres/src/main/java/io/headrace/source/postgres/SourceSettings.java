package io.headrace.source.postgres;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.secret.Secret;
import io.headrace.core.tls.TlsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of the Postgres source. */
final class SourceSettings {

    enum Snapshot {
        INITIAL,
        NEVER,
        WHEN_NEEDED,
        ONLY
    }

    enum RecordFormat {
        ROW,
        ENVELOPE
    }

    enum DecimalFormat {
        EXACT,
        TEXT
    }

    enum ArrayFormat {
        LIST,
        JSON
    }

    enum NameAdjustment {
        NONE,
        AVRO
    }

    /** What Debezium is given besides our keys. */
    static final String DEBEZIUM = "debezium.";

    private static final String CONNECTION = "Connection";
    private static final String CAPTURE = "Capture";
    private static final String RECORDS = "Records";

    private static final Pattern SLOT_NAME = Pattern.compile("[a-z0-9_]{1,63}");
    static final String TOPIC_PREFIX_ALLOWED = "a text of letters, digits, dots, dashes and underscores";
    private static final Pattern TOPIC_PREFIX_TEXT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    static final Setting<URI> URL = Setting.url("url", "postgresql")
            .required()
            .important()
            .group(CONNECTION)
            .doc("The database, as `postgresql://host:port/database`.")
            .build();

    static final Setting<String> USERNAME = Setting.string("username")
            .required()
            .important()
            .group(CONNECTION)
            .doc("The role to log in as. It needs LOGIN, REPLICATION and SELECT on the tables.")
            .build();

    static final Setting<Optional<Secret>> PASSWORD = Setting.password("password")
            .optional()
            .important()
            .group(CONNECTION)
            .doc(
                    "The role's password. Leave it out where the server trusts the role without one, or where a client certificate tells who it is.")
            .build();

    static final Setting<Boolean> VALIDATE_CONNECT = Setting.bool("validate.connect")
            .defaultsTo(true)
            .advanced()
            .group(CONNECTION)
            .doc(
                    "Whether validating a configuration also asks the server: login, privileges, tables, slot and publication. Switch it off where the validating worker does not reach the database.")
            .build();

    static final Setting<List<String>> TABLES = Setting.list("tables")
            .check(list -> !list.isEmpty(), "at least one table")
            .check(
                    list -> list.stream().allMatch(TablePattern::isWellFormed),
                    "a list of schema.table, where * stands for any text")
            .required()
            .important()
            .group(CAPTURE)
            .doc(
                    "The tables to capture, as `schema.table`; `*` stands for any text, as in `shop.*`. Upper and lower case count. A partitioned table is captured as one; its partitions are not listed.")
            .build();

    static final Setting<Optional<String>> TOPIC_PREFIX = Setting.string("topic.prefix")
            .check(SourceSettings::isTopicPrefix, TOPIC_PREFIX_ALLOWED)
            .optional()
            .important()
            .group(CAPTURE)
            .doc(
                    "Topics are named `<prefix>.<schema>.<table>`. Left out, it is the connector's name. Source offsets are kept under it, so another prefix begins anew.")
            .build();

    static final Setting<Optional<String>> SLOT = Setting.string("slot")
            .check(
                    name -> SLOT_NAME.matcher(name).matches(),
                    "a text of 1 to 63 lower-case letters, digits and underscores")
            .optional()
            .group(CAPTURE)
            .doc(
                    "The replication slot, which is created when it is missing on the first start. Each connector needs one of its own. Left out, the name is made from the connector's name.")
            .build();

    static final Setting<Duration> SLOT_WAIT = Setting.duration("slot.wait.ms")
            .defaultsTo(Duration.ofSeconds(90))
            .between(Duration.ZERO, Duration.ofHours(1))
            .advanced()
            .group(CAPTURE)
            .doc(
                    "How long the task waits for a slot that another reader holds before it fails. The server keeps the connection of a worker that vanished until its `wal_sender_timeout`, so this should be longer.")
            .build();

    static final Setting<Optional<String>> PUBLICATION = Setting.string("publication")
            .check(
                    name -> SLOT_NAME.matcher(name).matches(),
                    "a text of 1 to 63 lower-case letters, digits and underscores")
            .optional()
            .group(CAPTURE)
            .doc(
                    "The publication. A missing one is created for just the tables, and tables missing in it are added, where the role may do so; otherwise the error says what to run. Left out, it has the slot's name.")
            .build();

    static final Setting<Snapshot> SNAPSHOT = Setting.oneOf("snapshot", Snapshot.class)
            .defaultsTo(Snapshot.INITIAL)
            .important()
            .group(CAPTURE)
            .doc(
                    "Whether the rows that are there already are read: `initial` reads them once, before the first changes; `never` gives changes only; `when_needed` reads them again whenever the log no longer has what is missing; `only` reads them and captures no changes.")
            .build();

    static final Setting<Duration> HEARTBEAT_INTERVAL = Setting.duration("heartbeat.interval.ms")
            .defaultsTo(Duration.ofSeconds(10))
            .between(Duration.ofMillis(100), Duration.ofMinutes(10))
            .advanced()
            .group(CAPTURE)
            .doc(
                    "How often a heartbeat is sent while no captured table changes, so that the offset and the slot go on and the server may remove its log. Heartbeats go to the topic `__debezium-heartbeat.<prefix>`.")
            .build();

    static final Setting<String> HEARTBEAT_QUERY = Setting.string("heartbeat.query")
            .defaultsTo("SELECT pg_logical_emit_message(false, 'headrace', '')")
            .check(query -> !query.isBlank(), "a statement")
            .advanced()
            .group(CAPTURE)
            .doc(
                    "A statement that is run in the database with every heartbeat. It must write to the log: otherwise the slot of an idle database holds back the log that the server's other databases write. An update of a row that one watches from outside does as well.")
            .build();

    static final Setting<RecordFormat> RECORD_FORMAT = Setting.oneOf("record.format", RecordFormat.class)
            .defaultsTo(RecordFormat.ROW)
            .important()
            .group(RECORDS)
            .doc(
                    "`row`: the value is the row with `__op`, `__lsn`, `__tx_order` and `__source_ts_us` beside its columns. `envelope`: Debezium's envelope with `before`, `after` and `source`. In both the key is the primary key, and a delete is followed by a tombstone.")
            .build();

    static final Setting<DecimalFormat> DECIMAL_FORMAT = Setting.oneOf("decimal.format", DecimalFormat.class)
            .defaultsTo(DecimalFormat.EXACT)
            .advanced()
            .group(RECORDS)
            .doc(
                    "`exact`: `numeric` columns arrive as exact numbers; a NaN in a column with a precision stops the connector, because such a number cannot be one. `text`: they arrive as text.")
            .build();

    static final Setting<ArrayFormat> ARRAY_FORMAT = Setting.oneOf("array.format", ArrayFormat.class)
            .defaultsTo(ArrayFormat.LIST)
            .advanced()
            .group(RECORDS)
            .doc(
                    "`list`: array columns arrive as lists; an array of more than one dimension stops the connector, because Postgres does not say beforehand how many there are. `json`: they arrive as JSON text, whatever their dimensions.")
            .build();

    static final Setting<NameAdjustment> NAME_ADJUSTMENT = Setting.oneOf("name.adjustment", NameAdjustment.class)
            .defaultsTo(NameAdjustment.NONE)
            .advanced()
            .group(RECORDS)
            .doc(
                    "`none`: schema and field names are the database's own. `avro`: characters that Avro names cannot have become underscores; needed with Avro converters where such names occur.")
            .build();

    static final Settings ALL = Settings.of(URL, USERNAME, PASSWORD, VALIDATE_CONNECT)
            .plus(TlsSettings.ALL)
            .plus(
                    TABLES,
                    TOPIC_PREFIX,
                    SLOT,
                    SLOT_WAIT,
                    PUBLICATION,
                    SNAPSHOT,
                    HEARTBEAT_INTERVAL,
                    HEARTBEAT_QUERY,
                    RECORD_FORMAT,
                    DECIMAL_FORMAT,
                    ARRAY_FORMAT,
                    NAME_ADJUSTMENT)
            .passthrough(
                    DEBEZIUM,
                    "Debezium",
                    "Any other property of Debezium's Postgres connector, without the prefix handed on as it is: `debezium.snapshot.fetch.size` for example. Properties that this connector sets itself are refused with the key to use instead.");

    private SourceSettings() {}

    static boolean isTopicPrefix(String text) {
        return TOPIC_PREFIX_TEXT.matcher(text).matches();
    }
}
