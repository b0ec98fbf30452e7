package io.headrace.postgres;

import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.CreateTable;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.RowBlock;
import io.headrace.sink.spi.Staged;
import io.headrace.testkit.server.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An empty database of a test class, and destinations that load it. */
final class Postgres {

    final PostgresServer server;
    final String database;

    Postgres(PostgresServer server, String database) throws SQLException {
        this.server = server;
        this.database = database;
        server.createDatabase(database);
    }

    /** Settings of a login that works, with these changes: key, value, key, value, … */
    Map<String, String> settings(String... changes) {
        Map<String, String> settings = new HashMap<>();
        settings.put("url", server.url(database));
        settings.put("username", server.user());
        settings.put("password", server.password());
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i], changes[i + 1]);
        }
        return settings;
    }

    Destination destination(String... changes) {
        return new PostgresDestinationFactory().create(PostgresSettings.ALL.parse(settings(changes)), "test", 0);
    }

    void execute(String... statements) throws SQLException {
        server.execute(database, statements);
    }

    List<List<Object>> rows(String query) throws SQLException {
        return server.rows(database, query);
    }

    /** The first column of every row. */
    List<Object> column(String query) throws SQLException {
        List<Object> column = new ArrayList<>();
        rows(query).forEach(row -> column.add(row.get(0)));
        return column;
    }

    static TableSchema create(Destination destination, TableSchema table) {
        destination.apply(new SchemaDelta(table.id(), List.of(new CreateTable(table))));
        return describe(destination, table.id().name());
    }

    static TableSchema describe(Destination destination, String table) {
        return destination.describe(TableId.of(table)).orElseThrow();
    }

    /** Stages and commits without a ledger. */
    static void load(Destination destination, TableSchema table, RowBlock... blocks) {
        Batch batch = Rows.batch(table, blocks);
        Staged staged = destination.stage(batch);
        destination.commit(List.of(staged), List.of(), List.of());
    }
}
