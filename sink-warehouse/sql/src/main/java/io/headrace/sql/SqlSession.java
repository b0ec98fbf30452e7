package io.headrace.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** One connection and the transaction on it. */
final class SqlSession implements AutoCloseable {

    private final Connection connection;
    private boolean inTransaction;

    SqlSession(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    void begin() throws SQLException {
        if (!inTransaction) {
            connection.setAutoCommit(false);
            inTransaction = true;
        }
    }

    void commit() throws SQLException {
        connection.commit();
        end();
    }

    void rollback() throws SQLException {
        if (inTransaction) {
            connection.rollback();
            end();
        }
    }

    private void end() throws SQLException {
        inTransaction = false;
        connection.setAutoCommit(true);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
