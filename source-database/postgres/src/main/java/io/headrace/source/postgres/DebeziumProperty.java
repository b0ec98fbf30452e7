package io.headrace.source.postgres;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.headrace.source.postgres.types.Placeholder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A property of Debezium that this connector knows.
 *
 * @param preset what it is set to, unless something else is handed through or computed
 * @param refusal why it is not handed through, to follow "is not handed through"; empty when it may be
 */
record DebeziumProperty(String name, Optional<String> preset, Optional<String> refusal) {

    static final String HEARTBEAT_TOPIC_PREFIX = "__debezium-heartbeat";

    /** By name. What is not in it is handed through as it is. */
    static final Map<String, DebeziumProperty> KNOWN = Stream.of(
                    ours("database.hostname", "url"),
                    ours("database.port", "url"),
                    ours("database.dbname", "url"),
                    ours("database.sslmode", "ssl.mode"),
                    ours("database.sslrootcert", "ssl.ca.path"),
                    ours("database.sslcert", "ssl.cert.path"),
                    ours("database.sslkey", "ssl.key.path"),
                    ours("database.sslpassword", "ssl.key.password"),
                    ours("database.user", "username"),
                    ours("database.password", "password"),
                    ours("table.include.list", "tables"),
                    ours("table.exclude.list", "tables"),
                    ours("schema.include.list", "tables"),
                    ours("schema.exclude.list", "tables"),
                    ours("topic.prefix", "topic.prefix"),
                    ours("slot.name", "slot"),
                    ours("publication.name", "publication"),
                    ours("snapshot.mode", "snapshot"),
                    ours("snapshot.mode.custom.name", "snapshot"),
                    ours("heartbeat.interval.ms", "heartbeat.interval.ms"),
                    ours("heartbeat.action.query", "heartbeat.query"),
                    ours("schema.name.adjustment.mode", "name.adjustment"),
                    ours("field.name.adjustment.mode", "name.adjustment"),
                    ours("decimal.handling.mode", "decimal.format", "precise"),
                    // What holds up this connector's promises.
                    // Debezium finds the services that are meant for one connector by its class.
                    fixed(
                            "connector.class",
                            "io.debezium.connector.postgresql.PostgresConnector",
                            "it is this connector"),
                    fixed("plugin.name", "pgoutput", "only pgoutput is in every server"),
                    fixed(
                            "publication.autocreate.mode",
                            "disabled",
                            "this connector looks after the publication itself"),
                    fixed("publish.via.partition.root", "true", "a partitioned table is captured as one"),
                    fixed("provide.transaction.metadata", "true", "events are cut and ordered by it"),
                    fixed("tombstones.on.delete", "true", "compacted topics and merging sinks need the tombstones"),
                    fixed(
                            "unavailable.value.placeholder",
                            Placeholder.TEXT,
                            "sinks know the placeholder by its one form"),
                    fixed("include.unknown.datatypes", "true", "no column is left out silently"),
                    fixed("time.precision.mode", "adaptive_time_microseconds", "times keep their microseconds"),
                    fixed("interval.handling.mode", "string", "intervals arrive as they are"),
                    fixed("hstore.handling.mode", "json", "hstore arrives as JSON"),
                    fixed("binary.handling.mode", "bytes", "bytes arrive as bytes"),
                    fixed(
                            "event.converting.failure.handling.mode",
                            "fail",
                            "a value that cannot be read must not become null"),
                    fixed(
                            "event.processing.failure.handling.mode",
                            "fail",
                            "a change that cannot be read must not be skipped"),
                    fixed("message.prefix.exclude.list", ".*", "logical messages are not captured"),
                    fixed("extended.headers.enabled", "false", "they would repeat the same text in every record"),
                    fixed("topic.heartbeat.prefix", HEARTBEAT_TOPIC_PREFIX, "heartbeats are known by their topic"),
                    // Then a slot that was made anew is told from one of ours.
                    fixed("lsn.flush.mode", "connector", "the slot must not go ahead of what Kafka has"),
                    fixed(
                            "driver.options",
                            "-c IntervalStyle=iso_8601 -c bytea_output=hex",
                            "the session writes values in one style"),
                    barred("name", "it is the connector's name"),
                    barred("slot.drop.on.stop", "a dropped slot loses every change until the next start"),
                    barred("converters", "this connector's converter is exact"),
                    barred("snapshot.query.mode", "this connector's query reads exact values"),
                    barred("snapshot.query.mode.custom.name", "this connector's query reads exact values"),
                    barred("snapshot.select.statement.overrides", "this connector's query reads exact values"),
                    barred("signal.data.collection", "incremental snapshots do not read exact values yet"),
                    barred("signal.enabled.channels", "incremental snapshots do not read exact values yet"),
                    barred("sourceinfo.struct.maker", "events are ordered by it"),
                    barred("transaction.metadata.factory", "events are cut and ordered by it"),
                    barred("topic.transaction", "events are cut and ordered by it"),
                    barred("topic.heartbeat.name", "heartbeats are known by their topic"),
                    barred("topic.delimiter", "topics are named prefix.schema.table"),
                    barred(
                            "topic.naming.strategy",
                            "topics are named prefix.schema.table; rename them with a transform"),
                    barred("flush.lsn.source", "the slot must not go ahead of what Kafka has"),
                    barred("offset.mismatch.strategy", "a slot that was made anew must not be taken for the old one"),
                    barred("message.prefix.include.list", "logical messages are not captured"),
                    preset("skipped.operations", "none"),
                    // Each poll waits this long for a full batch, so it is the least delay of a change.
                    preset("poll.interval.ms", "100"))
            .collect(toUnmodifiableMap(DebeziumProperty::name, Function.identity()));

    /** A key of ours says it. */
    private static DebeziumProperty ours(String name, String key) {
        return new DebeziumProperty(name, Optional.empty(), Optional.of(hasKey(key)));
    }

    private static DebeziumProperty ours(String name, String key, String preset) {
        return new DebeziumProperty(name, Optional.of(preset), Optional.of(hasKey(key)));
    }

    private static String hasKey(String key) {
        return ", because it has a setting of its own. Use " + key + " instead.";
    }

    /** Always the same. */
    private static DebeziumProperty fixed(String name, String value, String reason) {
        return new DebeziumProperty(name, Optional.of(value), Optional.of(because(reason)));
    }

    /** Left at Debezium's default, or computed. */
    private static DebeziumProperty barred(String name, String reason) {
        return new DebeziumProperty(name, Optional.empty(), Optional.of(because(reason)));
    }

    private static String because(String reason) {
        return ": " + reason + ". Remove the key.";
    }

    /** Another default than Debezium's. */
    private static DebeziumProperty preset(String name, String value) {
        return new DebeziumProperty(name, Optional.of(value), Optional.empty());
    }
}
