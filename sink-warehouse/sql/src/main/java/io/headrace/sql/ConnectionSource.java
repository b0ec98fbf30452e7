package io.headrace.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens sessions of one target, ready to use: login, time zone, lock and idle timeouts set, autocommit on. */
public interface ConnectionSource extends AutoCloseable {

    /**
     * Opens a new session; bounded in time.
     *
     * @throws SQLException or {@link io.headrace.core.error.HeadraceException} when the target does not answer or refuses
     */
    Connection open() throws SQLException;

    /** Closes a session that {@link #open} gave; what it has not committed is rolled back. */
    default void release(Connection session) throws SQLException {
        session.close();
    }

    /** Releases what the sessions share. */
    @Override
    default void close() {}
}
