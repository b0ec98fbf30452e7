package io.headrace.benchmarks.cdc;

import io.headrace.runtime.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TreeMap;

/**
 * The tables of pgbench. A transfer is pgbench's transaction: three balances change, and the history gets a row that holds the time.
 *
 * @param server where it is
 * @param database its name
 */
record Bank(EmbeddedPostgres server, String database) {
    static final List<String> TABLES = List.of("branches", "tellers", "accounts", "history");

    /** Rows that a transfer changes. */
    static final int CHANGES = 4;

    private static final String TRANSFERS = """
            CREATE PROCEDURE transfers(times bigint) LANGUAGE plpgsql AS $$
            DECLARE
              account int; teller int; amount int;
            BEGIN
              FOR i IN 1..times LOOP
                account := 1 + floor(random() * 100000); teller := 1 + floor(random() * 10); amount := floor(random() * 10000) - 5000;
                UPDATE accounts SET abalance = abalance + amount WHERE aid = account;
                UPDATE tellers SET tbalance = tbalance + amount WHERE tid = teller;
                UPDATE branches SET bbalance = bbalance + amount WHERE bid = 1;
                INSERT INTO history (tid, bid, aid, delta, at) VALUES (teller, 1, account, amount, clock_timestamp());
                COMMIT;
              END LOOP;
            END $$""";

    /** Makes it anew. */
    void create() {
        server.execute(
                "postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)", "CREATE DATABASE " + database);
        server.execute(
                database,
                "CREATE TABLE branches (bid int PRIMARY KEY, bbalance bigint NOT NULL, filler text)",
                "CREATE TABLE tellers (tid int PRIMARY KEY, bid int, tbalance bigint NOT NULL, filler text)",
                "CREATE TABLE accounts (aid int PRIMARY KEY, bid int, abalance bigint NOT NULL, filler text)",
                "CREATE TABLE history (hid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tid int, bid int, aid int,"
                        + " delta int, at timestamptz NOT NULL, filler text)",
                "INSERT INTO branches VALUES (1, 0, repeat('b', 88))",
                "INSERT INTO tellers SELECT i, 1, 0, repeat('t', 84) FROM generate_series(1, 10) i",
                "INSERT INTO accounts SELECT i, 1, 0, repeat('a', 84) FROM generate_series(1, 100000) i",
                TRANSFERS);
    }

    /** Opens a session that does not wait for the disk: when a change is visible, and not when it is durable, is what counts. */
    Connection teller() throws SQLException {
        Connection connection = server.connect(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
        }
        return connection;
    }

    /** Makes transfers, each a transaction of its own. */
    static void transfer(Connection teller, long times) throws SQLException {
        try (Statement statement = teller.createStatement()) {
            statement.execute("CALL transfers(" + times + ")");
        }
    }

    /** {@return when the transfers were made, in microseconds since 1970, by their numbers} */
    TreeMap<Long, Long> times() throws SQLException {
        TreeMap<Long, Long> times = new TreeMap<>();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT hid, (extract(epoch FROM at) * 1000000)::bigint FROM history")) {
            while (rows.next()) {
                times.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return times;
    }

    /** {@return whether somebody reads a replication slot} */
    boolean isRead(String slot) {
        try (Connection connection = server.connect(database);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT active FROM pg_replication_slots WHERE slot_name = ?")) {
            statement.setString(1, slot);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask for the slot " + slot, e);
        }
    }

    /** Drops a slot, so that the server keeps no log for it. */
    void forget(String slot) {
        server.execute(
                database,
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '" + slot
                        + "'");
    }
}
