package io.headrace.sql;

import io.headrace.core.error.ErrorClass;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Error classes by SQLSTATE class (ISO/IEC 9075-2, table "SQLSTATE class and subclass codes"; those from 40 on as Postgres, appendix A of its manual, uses them). */
public final class SqlErrors {

    /** A statement was ended, by its timeout or by an operator. */
    private static final String CANCELED = "57014";

    private static final String NO_TABLE = "42P01";

    private SqlErrors() {}

    /** Whether a table that the statement names is not there. */
    public static boolean missingTable(SQLException error) {
        return NO_TABLE.equals(stateOf(error));
    }

    /** The class that the standard's code implies; CONFIG where the code says nothing, because repeating what is not understood helps nobody. */
    public static ErrorClass classify(SQLException error) {
        if (connectionLost(error) || error instanceof SQLTransientException) {
            return ErrorClass.TRANSIENT;
        }
        String state = stateOf(error);
        if (state == null) {
            return ErrorClass.CONFIG;
        }
        if (state.equals(CANCELED)) {
            return ErrorClass.DOUBTFUL;
        }
        return switch (state.substring(0, 2)) {
            // 21 cardinality, 22 data exception: this row, however often
            case "21", "22" -> ErrorClass.POISON;
            // 23 integrity constraint, 44 check option: this row beside others, or without what an earlier record
            // brings
            case "23", "44" -> ErrorClass.CLASH;
            // 40 rollback, 53 resources, 55 not in the needed state (locks), 57 operator intervention, 58 system error
            case "40", "53", "55", "57", "58" -> ErrorClass.TRANSIENT;
            // 25 invalid transaction state: what failed before it is the cause, and a new transaction mends it
            case "25" -> ErrorClass.TRANSIENT;
            default -> ErrorClass.CONFIG;
        };
    }

    /** SQLSTATE class 08, or the JDBC classes for it. */
    public static boolean connectionLost(SQLException error) {
        String state = stateOf(error);
        return error instanceof SQLRecoverableException
                || error instanceof SQLNonTransientConnectionException
                || (state != null && state.startsWith("08"));
    }

    /** The five characters, or null when the driver gave none. */
    public static @Nullable String stateOf(SQLException error) {
        String state = error.getSQLState();
        return state != null && state.length() == 5 ? state : null;
    }
}
