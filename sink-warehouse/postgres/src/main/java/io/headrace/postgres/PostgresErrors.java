package io.headrace.postgres;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.sql.SqlErrors;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Error classes by SQLSTATE (Postgres, appendix A, PostgreSQL Error Codes), and what a user reads of an error. */
final class PostgresErrors {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresErrors.class);

    private static final Pattern COPY_COLUMN = Pattern.compile("(?:^|\\n)COPY .*, line \\d+, column (.+)$");

    private PostgresErrors() {}

    static ErrorClass classify(SQLException error) {
        if (error instanceof PSQLException && error.getCause() instanceof IOException) {
            return ErrorClass.TRANSIENT;
        }
        String state = SqlErrors.stateOf(error);
        if (state == null) {
            return ErrorClass.CONFIG;
        }
        return switch (state) {
            // A standby after a failover, or a role that is read only: the next session finds the new primary.
            case "25006" -> ErrorClass.TRANSIENT;
            // The table or column went away after it was described; the engine describes again before it repeats.
            case "42P01", "42703" -> ErrorClass.DOUBTFUL;
            // Two sessions changed one table at once, "tuple concurrently updated" and the like; or a fault of the
            // server.
            case "XX000" -> ErrorClass.DOUBTFUL;
            // Canceled by the timeout or by an operator: the next time it may be quicker.
            case "57014" -> ErrorClass.DOUBTFUL;
            // Too many columns; every other limit of class 54 is about one row.
            case "54011" -> ErrorClass.CONFIG;
            // Object not in prerequisite state: mostly a setting of the server.
            case "55000" -> ErrorClass.CONFIG;
            // A value for a generated column: no row of the topic can be written.
            case "428C9" -> ErrorClass.CONFIG;
            // Two staged rows have one key in the eyes of the target's collation or type (citext, char).
            case "21000" -> ErrorClass.CONFIG;
            default -> byClass(state);
        };
    }

    private static ErrorClass byClass(String state) {
        return switch (state.substring(0, 2)) {
            // 22 data exception, 54 program limit
            case "22", "54" -> ErrorClass.POISON;
            // 23 constraint, 44 check option, P0 raised by a trigger: these look at other rows, or at what an earlier
            // record brings
            case "23", "44", "P0" -> ErrorClass.CLASH;
            // 08 connection, 25 transaction state, 40 rollback, 53 resources, 55 lock, 57 intervention, 58 system
            case "08", "25", "40", "53", "55", "57", "58" -> ErrorClass.TRANSIENT;
            default -> ErrorClass.CONFIG;
        };
    }

    /** Whether another session was at the same rows, or made the same table, column or schema. */
    static boolean isConflict(SQLException error) {
        String state = Objects.requireNonNullElse(SqlErrors.stateOf(error), "");
        return switch (state) {
            case "40001", "40P01", "55P03", "42P07", "42701", "42P06", "XX000" -> true;
            // CREATE races show as duplicates in the catalog's own indexes.
            case "23505" -> constraint(error).startsWith("pg_");
            default -> false;
        };
    }

    /** Whether the server ended the session with the error. */
    static boolean isConnectionLost(SQLException error) {
        String state = Objects.requireNonNullElse(SqlErrors.stateOf(error), "");
        return SqlErrors.connectionLost(error)
                || state.startsWith("57P")
                || state.equals("25P03")
                || state.equals("25P04")
                || error.getCause() instanceof IOException;
    }

    /**
     * The error as a user reads it. What the server says about data (classes 22, 23, 44, P0) may quote values, so of those only the state and the names are kept, and not the cause.
     */
    static HeadraceException explain(String what, SQLException error) {
        ErrorClass errorClass = classify(error);
        String state = Objects.requireNonNullElse(SqlErrors.stateOf(error), "none");
        if (state.equals("53100")) {
            LOG.error("Postgres has no disk space left: {}. Loading goes on by itself when there is some.", what);
        }
        String message = "Postgres could not " + what + " (SQLSTATE " + state + "): ";
        return errorClass == ErrorClass.POISON || errorClass == ErrorClass.CLASH
                ? new HeadraceException(errorClass, message + aboutData(state, error))
                : new HeadraceException(errorClass, message + error.getMessage() + mend(state), error);
    }

    private static String aboutData(String state, SQLException error) {
        String constraint = constraint(error);
        String named = constraint.isEmpty() ? "a constraint" : "constraint '" + constraint + "'";
        return switch (state) {
            case "22001" -> "a text is longer than its column takes" + where(error);
            case "22003" -> "a number is outside what its column takes" + where(error);
            case "22007", "22008", "22009" -> "a date or time is not one that its column takes" + where(error);
            case "22021", "22P05" -> "a text holds a character that the database cannot store" + where(error);
            case "22P02", "22P03" -> "a text is no value of its column's type" + where(error);
            case "22030", "22032" -> "a text is no valid JSON" + where(error);
            case "23502" -> "a row has no value for a column that takes no null" + column(error);
            case "23503" -> "a row breaks the foreign key " + named;
            case "23505" ->
                "a row has a value that another row holds already, under the unique " + named
                        + ". Only the row with the same key may be updated, so this one is refused";
            case "23514" -> "a row breaks the check " + named;
            default -> "a row is refused by " + (constraint.isEmpty() ? "the server" : named) + where(error);
        };
    }

    private static String mend(String state) {
        return switch (state) {
            case "42501" -> ". Grant the role what is missing.";
            case "42P10" ->
                ". Merging finds rows by their key: give the table a primary key or a unique index on exactly"
                        + " the key columns, or set write.mode=append.";
            case "21000" ->
                ". Two records have keys that the table takes for one; give the key columns a type and"
                        + " collation that tell them apart.";
            case "57014" -> ". Where a statement needs that long, raise statement.timeout.ms.";
            case "54011" -> ". Leave fields out with a transform, or nest them in one field.";
            case "428C9" -> ". Drop the field with a transform, or make the column an ordinary one.";
            default -> "";
        };
    }

    private static String where(SQLException error) {
        ServerErrorMessage server = server(error);
        String context = server == null ? null : server.getWhere();
        return context == null ? "" : columnOfCopy(context);
    }

    /** {@code COPY orders, line 3, column total} – the line counts staged rows and says nothing to a user. What comes before it may hold a value. */
    private static String columnOfCopy(String context) {
        Matcher copy = COPY_COLUMN.matcher(context);
        return copy.find() ? " (column '" + copy.group(1) + "')" : "";
    }

    private static String column(SQLException error) {
        ServerErrorMessage server = server(error);
        String column = server == null ? null : server.getColumn();
        return column == null ? "" : " (column '" + column + "')";
    }

    private static String constraint(SQLException error) {
        ServerErrorMessage server = server(error);
        String constraint = server == null ? null : server.getConstraint();
        return Objects.requireNonNullElse(constraint, "");
    }

    private static @Nullable ServerErrorMessage server(SQLException error) {
        return error instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }
}
