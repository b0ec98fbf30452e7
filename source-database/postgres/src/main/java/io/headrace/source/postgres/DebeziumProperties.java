package io.headrace.source.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.source.postgres.capture.ExactConverter;
import io.headrace.source.postgres.capture.WholeSnapshotter;
import io.headrace.source.postgres.types.Placeholder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Debezium is told: our settings in its words, the presets, and what the user hands through. */
final class DebeziumProperties {

    static final String HEARTBEAT_TOPIC_PREFIX = "__debezium-heartbeat";
    static final String TRANSACTION_TOPIC_SUFFIX = ".transaction";

    private static final String MONEY_DIGITS = "money.fraction.digits";

    /** Properties that have a key of ours. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("database.hostname", "url"),
            Map.entry("database.port", "url"),
            Map.entry("database.dbname", "url"),
            Map.entry("database.sslmode", "url"),
            Map.entry("database.sslrootcert", "url"),
            Map.entry("database.sslcert", "url"),
            Map.entry("database.sslkey", "url"),
            Map.entry("database.user", "username"),
            Map.entry("database.password", "password"),
            Map.entry("table.include.list", "tables"),
            Map.entry("table.exclude.list", "tables"),
            Map.entry("schema.include.list", "tables"),
            Map.entry("schema.exclude.list", "tables"),
            Map.entry("topic.prefix", "topic.prefix"),
            Map.entry("slot.name", "slot"),
            Map.entry("publication.name", "publication"),
            Map.entry("snapshot.mode", "snapshot"),
            Map.entry("snapshot.mode.custom.name", "snapshot"),
            Map.entry("heartbeat.interval.ms", "heartbeat.interval.ms"),
            Map.entry("heartbeat.action.query", "heartbeat.query"),
            Map.entry("decimal.handling.mode", "decimal.format"),
            Map.entry("schema.name.adjustment.mode", "name.adjustment"),
            Map.entry("field.name.adjustment.mode", "name.adjustment"));

    /** Properties that hold up what this connector promises, and why. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("name", "it is the connector's name"),
            Map.entry("connector.class", "it is this connector"),
            Map.entry("plugin.name", "only pgoutput is in every server"),
            Map.entry("slot.drop.on.stop", "a dropped slot loses every change until the next start"),
            Map.entry("publication.autocreate.mode", "this connector looks after the publication itself"),
            Map.entry("provide.transaction.metadata", "events are cut and ordered by it"),
            Map.entry("tombstones.on.delete", "compacted topics and merging sinks need the tombstones"),
            Map.entry("unavailable.value.placeholder", "sinks know the placeholder by its one form"),
            Map.entry("include.unknown.datatypes", "no column is left out silently"),
            Map.entry("time.precision.mode", "times keep their microseconds"),
            Map.entry("interval.handling.mode", "intervals arrive as they are"),
            Map.entry("hstore.handling.mode", "hstore arrives as JSON"),
            Map.entry("binary.handling.mode", "bytes arrive as bytes"),
            Map.entry("event.converting.failure.handling.mode", "a value that cannot be read must not become null"),
            Map.entry("event.processing.failure.handling.mode", "a change that cannot be read must not be skipped"),
            Map.entry("converters", "this connector's converter is exact"),
            Map.entry("snapshot.query.mode", "this connector's query reads exact values"),
            Map.entry("snapshot.query.mode.custom.name", "this connector's query reads exact values"),
            Map.entry("snapshot.select.statement.overrides", "this connector's query reads exact values"),
            Map.entry("signal.data.collection", "incremental snapshots do not read exact values yet"),
            Map.entry("signal.enabled.channels", "incremental snapshots do not read exact values yet"),
            Map.entry("extended.headers.enabled", "they would repeat the same text in every record"),
            Map.entry("sourceinfo.struct.maker", "events are ordered by it"),
            Map.entry("transaction.metadata.factory", "events are cut and ordered by it"),
            Map.entry("topic.transaction", "events are cut and ordered by it"),
            Map.entry("topic.heartbeat.prefix", "heartbeats are known by their topic"),
            Map.entry("topic.heartbeat.name", "heartbeats are known by their topic"),
            Map.entry("topic.delimiter", "topics are named prefix.schema.table"),
            Map.entry("topic.naming.strategy", "topics are named prefix.schema.table; rename them with a transform"),
            Map.entry("driver.options", "the session writes values in one style"),
            Map.entry("lsn.flush.mode", "the slot must not go ahead of what Kafka has"),
            Map.entry("flush.lsn.source", "the slot must not go ahead of what Kafka has"),
            Map.entry("offset.mismatch.strategy", "a slot that was made anew must not be taken for the old one"),
            Map.entry("publish.via.partition.root", "a partitioned table is captured as one"),
            Map.entry("message.prefix.include.list", "logical messages are not captured"),
            Map.entry("message.prefix.exclude.list", "logical messages are not captured"));

    /** What this connector always wants of Debezium. */
    private static final Map<String, String> PRESETS = Map.ofEntries(
            // Debezium finds the services that are meant for one connector by its class.
            Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
            Map.entry("plugin.name", "pgoutput"),
            Map.entry("publication.autocreate.mode", "disabled"),
            Map.entry("publish.via.partition.root", "true"),
            Map.entry("provide.transaction.metadata", "true"),
            Map.entry("tombstones.on.delete", "true"),
            Map.entry("skipped.operations", "none"),
            Map.entry("unavailable.value.placeholder", Placeholder.TEXT),
            Map.entry("include.unknown.datatypes", "true"),
            Map.entry("time.precision.mode", "adaptive_time_microseconds"),
            Map.entry("interval.handling.mode", "string"),
            Map.entry("hstore.handling.mode", "json"),
            Map.entry("binary.handling.mode", "bytes"),
            Map.entry("decimal.handling.mode", "precise"),
            Map.entry("event.converting.failure.handling.mode", "fail"),
            Map.entry("event.processing.failure.handling.mode", "fail"),
            Map.entry("message.prefix.exclude.list", ".*"),
            Map.entry("extended.headers.enabled", "false"),
            Map.entry("topic.heartbeat.prefix", HEARTBEAT_TOPIC_PREFIX),
            // The slot must not go ahead of what Kafka has: then a slot that was made anew is told from one of ours.
            Map.entry("lsn.flush.mode", "connector"),
            Map.entry("driver.options", "-c IntervalStyle=iso_8601 -c bytea_output=hex"),
            // Each poll waits this long for a full batch, so it is the least delay of a change.
            Map.entry("poll.interval.ms", "100"));

    private DebeziumProperties() {}

    /** Refuses what is handed through although it is ours or fixed. */
    static void check(Values values, Problems problems) {
        values.withPrefix(SourceSettings.DEBEZIUM).keySet().forEach(property -> {
            String key = SourceSettings.DEBEZIUM + property;
            String ours = OURS.get(property);
            String reason = FIXED.get(property);
            if (ours != null) {
                problems.add(
                        key, "is not handed through, because it has a setting of its own. Use " + ours + " instead.");
            } else if (reason != null) {
                problems.add(key, "is not handed through: " + reason + ". Remove the key.");
            } else if (property.startsWith("headrace.")) {
                problems.add(key, "is not handed through: it is this connector's own. Remove the key.");
            }
        });
    }

    /**
     * Debezium's whole configuration.
     *
     * @param partitions partitions of captured tables, which their root speaks for
     * @param snapshotIsDone whether the start goes on behind a finished snapshot
     */
    static Map<String, String> of(Values values, Names names, List<String> partitions, boolean snapshotIsDone) {
        Map<String, String> handedOn = values.withPrefix(SourceSettings.DEBEZIUM);
        Map<String, String> properties = new HashMap<>(PRESETS);
        properties.putAll(handedOn);
        properties.putAll(ExactConverter.settings(
                values.get(SourceSettings.DECIMAL_FORMAT) == SourceSettings.DecimalFormat.TEXT,
                values.get(SourceSettings.ARRAY_FORMAT) == SourceSettings.ArrayFormat.JSON,
                handedOn.getOrDefault(MONEY_DIGITS, "2")));
        connection(values, properties);
        properties.put("name", names.connector());
        properties.put("topic.prefix", names.topicPrefix());
        properties.put("slot.name", names.slot());
        properties.put("publication.name", names.publication());
        properties.put("table.include.list", TablePattern.includeList(values.get(SourceSettings.TABLES), partitions));
        properties.put("snapshot.mode", snapshotMode(values.get(SourceSettings.SNAPSHOT), snapshotIsDone));
        properties.put("snapshot.mode.custom.name", WholeSnapshotter.NAME);
        properties.put(
                "heartbeat.interval.ms",
                Long.toString(values.get(SourceSettings.HEARTBEAT_INTERVAL).toMillis()));
        properties.put("heartbeat.action.query", values.get(SourceSettings.HEARTBEAT_QUERY));
        String adjustment = values.get(SourceSettings.NAME_ADJUSTMENT).name().toLowerCase(Locale.ROOT);
        properties.put("schema.name.adjustment.mode", adjustment);
        properties.put("field.name.adjustment.mode", adjustment);
        return properties;
    }

    private static void connection(Values values, Map<String, String> properties) {
        URI url = values.get(SourceSettings.URL);
        properties.put("database.hostname", DatabaseUrl.host(url));
        properties.put("database.port", Integer.toString(DatabaseUrl.port(url)));
        properties.put("database.dbname", DatabaseUrl.database(url));
        DatabaseUrl.parameters(url).forEach((key, value) -> properties.put("database." + key, value));
        properties.put("database.user", values.get(SourceSettings.USERNAME));
        values.get(SourceSettings.PASSWORD)
                .map(Secret::value)
                .ifPresent(password -> properties.put("database.password", password));
    }

    /** {@link WholeSnapshotter} streams from the slot's own position, which lies before the offset: it is for starts without one. */
    private static String snapshotMode(SourceSettings.Snapshot snapshot, boolean snapshotIsDone) {
        return switch (snapshot) {
            case INITIAL -> snapshotIsDone ? "initial" : "custom";
            case NEVER -> "no_data";
            case WHEN_NEEDED -> "when_needed";
            case ONLY -> "initial_only";
        };
    }
}
