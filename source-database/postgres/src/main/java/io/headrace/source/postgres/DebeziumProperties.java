package io.headrace.source.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.source.postgres.capture.ExactConverter;
import io.headrace.source.postgres.capture.WholeSnapshotter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What Debezium is told: our settings in its words, the presets, and what the user hands through. */
final class DebeziumProperties {

    static final String TRANSACTION_TOPIC_SUFFIX = ".transaction";

    private static final String MONEY_DIGITS = "money.fraction.digits";

    private DebeziumProperties() {}

    /** Refuses what is handed through although it is ours or fixed. */
    static void check(Values values, Problems problems) {
        values.withPrefix(SourceSettings.DEBEZIUM).keySet().forEach(property -> {
            String key = SourceSettings.DEBEZIUM + property;
            Optional.ofNullable(DebeziumProperty.KNOWN.get(property))
                    .flatMap(DebeziumProperty::refusal)
                    .or(() -> property.startsWith("headrace.")
                            ? Optional.of(": it is this connector's own. Remove the key.")
                            : Optional.empty())
                    .ifPresent(refusal -> problems.add(key, "is not handed through" + refusal));
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
        Map<String, String> properties = new HashMap<>();
        DebeziumProperty.KNOWN
                .values()
                .forEach(known -> known.preset().ifPresent(preset -> properties.put(known.name(), preset)));
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
        Tls.driverProperties(values).forEach((key, value) -> properties.put("database." + key, value));
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
