package io.headrace.testkit.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A PostgreSQL server with {@code wal_level=logical} and {@code synchronous_commit=on}. Not safe for use by several threads
 * at once, but for {@link #connect}.
 */
public interface PostgresServer extends AutoCloseable {
    /** {@return the port on 127.0.0.1; the same over restarts} */
    int port();

    /** {@return the superuser} */
    String user();

    /** {@return the superuser's password} */
    String password();

    /** Stops the server, ending every session. Does nothing when it is stopped. */
    void stop();

    /** Starts a stopped server with its old data and port. Does nothing when it runs. */
    void start();

    @Override
    void close();

    /** {@return the database's address as our {@code url} settings take it, without user or password} */
    default String url(String database) {
        return "postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** {@return the database's address for JDBC, without user or password} */
    default String jdbcUrl(String database) {
        return "jdbc:" + url(database);
    }

    /** Opens a connection as superuser. */
    default Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user(), password());
    }

    /** Creates an empty database, in place of one of the same name; its sessions are ended. */
    default void createDatabase(String name) throws SQLException {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        execute("postgres", "DROP DATABASE IF EXISTS " + quoted + " WITH (FORCE)", "CREATE DATABASE " + quoted);
    }

    /** Runs statements as superuser, each in its own transaction. */
    default void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** {@return the rows of a query, each as its columns' values, where a value may be null} */
    default List<List<Object>> rows(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getObject(column));
                }
                rows.add(Collections.unmodifiableList(row));
            }
            return rows;
        }
    }
}
