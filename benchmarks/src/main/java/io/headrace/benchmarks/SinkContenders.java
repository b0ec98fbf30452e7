package io.headrace.benchmarks;

import io.headrace.benchmarks.contest.Contender;
import io.headrace.benchmarks.contest.Place;
import io.headrace.benchmarks.contest.Role;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.data.Table;
import io.headrace.benchmarks.goal.DuckDbTable;
import io.headrace.benchmarks.goal.IcebergTable;
import io.headrace.benchmarks.goal.ParquetFolder;
import io.headrace.benchmarks.goal.PostgresTable;
import io.headrace.benchmarks.goal.Target;
import io.headrace.benchmarks.limit.LimitConnector;
import io.headrace.benchmarks.peers.Peers;
import io.headrace.runtime.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who takes part, and with which settings: ours with its defaults but for the flush interval, peers as their documentation has it best. */
final class SinkContenders {
    private static final String DUCKDB_FILE = "bench.duckdb";
    private static final String FLUSH_MS = "1000";
    private static final String DEBEZIUM_BATCH = "10000";
    private static final String ICEBERG_COMMIT_MS = "5000";
    private static final String ICEBERG_POLL = "10000";
    private static final String LIMIT_COMMIT_ROWS = "100000";

    private final Home home;
    private final Stand stand;
    private final Table table;

    SinkContenders(Home home, Stand stand, Table table) {
        this.home = home;
        this.stand = stand;
        this.table = table;
    }

    List<Contender> postgresAppend(EmbeddedPostgres server) {
        Function<Place, Target> target = place -> new PostgresTable(server, place.name(), table, false);
        return List.of(
                oursPostgres(server, target, Map.of()),
                debezium(server, target, Map.of("insert.mode", "insert", "primary.key.mode", "none")),
                limit(target, "postgres", place -> server.jdbcUrl(place.name())));
    }

    List<Contender> postgresMerge(EmbeddedPostgres server) {
        Function<Place, Target> target = place -> new PostgresTable(server, place.name(), table, true);
        Map<String, String> upsert = Map.of(
                "insert.mode", "upsert",
                "primary.key.mode", "record_key",
                "primary.key.fields", String.join(",", table.key()),
                // One statement cannot touch a row twice, so a batch must hold each key once.
                "use.reduction.buffer", "true");
        return List.of(
                oursPostgres(server, target, Map.of("write.mode", "merge")),
                debezium(server, target, upsert),
                limit(target, "postgres-merge", place -> server.jdbcUrl(place.name())));
    }

    List<Contender> duckDbAppend() {
        Function<Place, Target> target = place -> new DuckDbTable(
                place.directory(), DUCKDB_FILE, rows -> stand.broker().committed(place.name(), place.topic()) >= rows);
        Contender ours = new Contender(
                Role.OURS,
                "headrace",
                plugins -> home.ours("sink-warehouse/duckdb", plugins),
                place -> ours("io.headrace.duckdb.DuckDbSinkConnector", "duckdb://" + duckDbFile(place), Map.of()),
                target);
        return List.of(ours, limit(target, "duckdb", place -> "jdbc:duckdb:" + duckDbFile(place)));
    }

    List<Contender> parquet() {
        Function<Place, Target> target = place -> new ParquetFolder(place.directory());
        Contender ours = new Contender(
                Role.OURS,
                "headrace",
                plugins -> home.ours("sink-objectstore/files", plugins),
                place -> ours(
                        "io.headrace.filesink.FilesSinkConnector",
                        place.directory().toUri().toString(),
                        Map.of()),
                target);
        Contender iceberg = new Contender(
                Role.PEER,
                "iceberg",
                plugins -> new Peers(home.benchmarks()).install("iceberg", plugins),
                this::iceberg,
                place -> new IcebergTable(
                        place.directory(), place.directory().resolve("lake").resolve(table.name())));
        return List.of(
                ours,
                iceberg,
                limit(target, "parquet", place -> place.directory().toString()));
    }

    private Contender oursPostgres(EmbeddedPostgres server, Function<Place, Target> target, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("username", EmbeddedPostgres.USER);
        return new Contender(
                Role.OURS,
                "headrace",
                plugins -> home.ours("sink-warehouse/postgres", plugins),
                place -> ours("io.headrace.postgres.PostgresSinkConnector", server.url(place.name()), settings),
                target);
    }

    private static Map<String, String> ours(String type, String url, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put("connector.class", type);
        config.put("url", url);
        config.put("table.format", "${table}");
        config.put("flush.interval.ms", FLUSH_MS);
        // All write the same columns.
        config.put("metadata.columns", "none");
        return config;
    }

    private Contender debezium(EmbeddedPostgres server, Function<Place, Target> target, Map<String, String> more) {
        return new Contender(
                Role.PEER,
                "debezium-jdbc",
                plugins -> new Peers(home.benchmarks()).install("debezium-jdbc", plugins),
                place -> {
                    Map<String, String> config = new HashMap<>(more);
                    config.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
                    config.put("connection.url", server.jdbcUrl(place.name()) + "?reWriteBatchedInserts=true");
                    config.put("connection.username", EmbeddedPostgres.USER);
                    config.put("connection.password", EmbeddedPostgres.PASSWORD);
                    config.put("collection.name.format", table.name());
                    config.put("schema.evolution", "basic");
                    config.put("batch.size", DEBEZIUM_BATCH);
                    config.put("consumer.override.max.poll.records", DEBEZIUM_BATCH);
                    config.put("dialect.postgres.unnest.insert.enabled", "true");
                    return config;
                },
                target);
    }

    private Map<String, String> iceberg(Place place) {
        Map<String, String> config = new HashMap<>();
        config.put("consumer.override.max.poll.records", ICEBERG_POLL);
        config.putAll(Map.of(
                "connector.class",
                "org.apache.iceberg.connect.IcebergSinkConnector",
                "iceberg.tables",
                "lake." + table.name(),
                "iceberg.tables.auto-create-enabled",
                "true",
                "iceberg.tables.auto-create-props.write.parquet.compression-codec",
                "zstd",
                "iceberg.catalog.type",
                "hadoop",
                "iceberg.catalog.warehouse",
                place.directory().toString(),
                "iceberg.control.topic",
                "control-" + place.name(),
                "iceberg.control.commit.interval-ms",
                ICEBERG_COMMIT_MS,
                "iceberg.kafka.bootstrap.servers",
                stand.broker().bootstrapServers()));
        return config;
    }

    private Contender limit(Function<Place, Target> target, String kind, Function<Place, String> url) {
        return new Contender(
                Role.LIMIT,
                "limit",
                home::limit,
                place -> Map.of(
                        "connector.class",
                        LimitConnector.class.getName(),
                        LimitConnector.TARGET,
                        kind,
                        LimitConnector.URL,
                        url.apply(place),
                        LimitConnector.USER,
                        EmbeddedPostgres.USER,
                        LimitConnector.TABLE,
                        table.name(),
                        LimitConnector.COLUMNS,
                        columns(),
                        LimitConnector.KEY,
                        String.join(",", table.key()),
                        LimitConnector.COMMIT_ROWS,
                        LIMIT_COMMIT_ROWS),
                target);
    }

    private String columns() {
        return table.columns().stream()
                .map(column -> column.name() + ":" + column.kind())
                .collect(Collectors.joining(","));
    }

    private static Path duckDbFile(Place place) {
        return place.directory().resolve(DUCKDB_FILE);
    }
}
