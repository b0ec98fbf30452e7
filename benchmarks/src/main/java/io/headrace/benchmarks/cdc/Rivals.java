package io.headrace.benchmarks.cdc;

import io.headrace.benchmarks.contest.Role;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.testkit.server.PluginDirs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Who takes part, and with which settings: ours with its defaults but for the flush interval, Debezium as its documentation has it for much load. */
public final class Rivals {
    private static final String HOST = "127.0.0.1";
    private static final String FLUSH_MS = "1000";

    private Rivals() {}

    /** @param plugins puts our Postgres source and sink where a worker finds them */
    public static Rival ours(Consumer<PluginDirs> plugins) {
        return new Rival(Role.OURS, "headrace", plugins, Rivals::ourSource, Rivals::ourSink);
    }

    /** @param plugins puts Debezium's Postgres source and JDBC sink where a worker finds them */
    public static Rival debezium(Consumer<PluginDirs> plugins) {
        return new Rival(Role.PEER, "debezium", plugins, Rivals::debeziumSource, Rivals::debeziumSink);
    }

    private static Map<String, String> ourSource(Rival.Address from, String name) {
        return Map.of(
                "connector.class",
                "io.headrace.source.postgres.PostgresSourceConnector",
                "url",
                "postgresql://" + HOST + ":" + from.port() + "/" + from.database(),
                "username",
                EmbeddedPostgres.USER,
                "password",
                EmbeddedPostgres.PASSWORD,
                "tables",
                tables(),
                "topic.prefix",
                name,
                "slot",
                name,
                "snapshot",
                "never");
    }

    private static Map<String, String> debeziumSource(Rival.Address from, String name) {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
                Map.entry("database.hostname", HOST),
                Map.entry("database.port", Integer.toString(from.port())),
                Map.entry("database.user", EmbeddedPostgres.USER),
                Map.entry("database.password", EmbeddedPostgres.PASSWORD),
                Map.entry("database.dbname", from.database()),
                Map.entry("plugin.name", "pgoutput"),
                Map.entry("publication.autocreate.mode", "filtered"),
                Map.entry("publication.name", name),
                Map.entry("slot.name", name),
                Map.entry("topic.prefix", name),
                Map.entry("table.include.list", tables()),
                Map.entry("snapshot.mode", "no_data"),
                Map.entry("max.batch.size", "10240"),
                Map.entry("max.queue.size", "40960"),
                Map.entry("poll.interval.ms", "100")));
    }

    private static Map<String, String> ourSink(Rival.Address to, String name) {
        return Map.of(
                "connector.class",
                "io.headrace.postgres.PostgresSinkConnector",
                "url",
                "postgresql://" + HOST + ":" + to.port() + "/" + to.database(),
                "username",
                EmbeddedPostgres.USER,
                "topics",
                topics(name),
                "table.format",
                "${table}",
                "write.mode",
                "merge",
                "flush.interval.ms",
                FLUSH_MS,
                "consumer.override.isolation.level",
                "read_committed");
    }

    private static Map<String, String> debeziumSink(Rival.Address to, String name) {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector"),
                Map.entry(
                        "connection.url",
                        "jdbc:postgresql://" + HOST + ":" + to.port() + "/" + to.database()
                                + "?reWriteBatchedInserts=true"),
                Map.entry("connection.username", EmbeddedPostgres.USER),
                Map.entry("connection.password", EmbeddedPostgres.PASSWORD),
                Map.entry("topics", topics(name)),
                Map.entry("collection.name.format", "${source.table}"),
                Map.entry("insert.mode", "upsert"),
                Map.entry("primary.key.mode", "record_key"),
                Map.entry("delete.enabled", "true"),
                Map.entry("schema.evolution", "basic"),
                Map.entry("use.reduction.buffer", "true"),
                Map.entry("batch.size", "10000"),
                Map.entry("dialect.postgres.unnest.insert.enabled", "true")));
    }

    private static String tables() {
        return Bank.TABLES.stream().map(table -> "public." + table).collect(Collectors.joining(","));
    }

    private static String topics(String name) {
        return String.join(",", topicsOf(name));
    }

    static List<String> topicsOf(String name) {
        return Bank.TABLES.stream().map(table -> name + ".public." + table).toList();
    }
}
