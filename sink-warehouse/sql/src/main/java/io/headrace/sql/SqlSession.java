package io.headrace.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One connection and the transaction on it. A connection whose commit or rollback failed is broken for good: what it would do next depends on the driver (DuckDB's goes on
 * without a transaction, statement by statement).
 */
final class SqlSession {

    private final Connection connection;
    private boolean inTransaction;
    private boolean broken;

    SqlSession(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    boolean isBroken() {
        return broken;
    }

    void begin() throws SQLException {
        if (!inTransaction) {
            connection.setAutoCommit(false);
            inTransaction = true;
        }
    }

    void commit() throws SQLException {
        end(connection::commit);
    }

    void rollback() throws SQLException {
        if (inTransaction) {
            end(connection::rollback);
        }
    }

    private interface Ending {
        void run() throws SQLException;
    }

    private void end(Ending ending) throws SQLException {
        broken = true;
        ending.run();
        inTransaction = false;
        connection.setAutoCommit(true);
        broken = false;
    }
}
