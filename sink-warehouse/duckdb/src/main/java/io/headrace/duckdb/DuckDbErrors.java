package io.headrace.duckdb;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.sql.SqlErrors;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Error classes by the kind that begins DuckDB's messages ({@code Constraint Error: …}), because its JDBC driver leaves SQLSTATE empty for errors of the engine
 * (duckdb_jdbc 2.0; kinds as in DuckDB's {@code exception.cpp}). Only the beginning of a message can be relied on: the driver cuts off a character for every byte above ASCII.
 */
final class DuckDbErrors {

    private static final Pattern KIND = Pattern.compile("(?:^|message: |flush failed: )([A-Za-z][A-Za-z ]*?) Error: ");
    private static final Set<String> POISON =
            Set.of("Conversion", "Out of Range", "Invalid Input", "Mismatch Type", "Invalid Type", "Divide by Zero");
    private static final Set<String> TRANSIENT =
            Set.of("TransactionContext", "IO", "Out of Memory", "INTERRUPT", "Connection", "FATAL");
    private static final Set<String> LOST = Set.of("FATAL", "INTERNAL");

    /** Stands for the kind of an error of which DuckDB gave none. */
    private static final String UNTOLD = "Append";

    private static final String HINTS = "\n\nPossible solutions:";
    private static final String APPENDING = "Failed to append: ";

    private DuckDbErrors() {}

    static ErrorClass classify(SQLException error) {
        String kind = kind(error);
        if (POISON.contains(kind)) {
            return ErrorClass.POISON;
        }
        if (TRANSIENT.contains(kind)) {
            return ErrorClass.TRANSIENT;
        }
        return switch (kind) {
            case "Constraint" -> ErrorClass.CLASH;
            case UNTOLD, "INTERNAL" -> ErrorClass.DOUBTFUL;
            case "" -> SqlErrors.classify(error);
            default -> ErrorClass.CONFIG;
        };
    }

    /** The error as a user reads it. What DuckDB says about data may quote values, so of that only the kind is kept, and not the cause. */
    static HeadraceException explain(String what, SQLException error) {
        ErrorClass errorClass = classify(error);
        return errorClass == ErrorClass.POISON || errorClass == ErrorClass.CLASH
                ? new HeadraceException(
                        errorClass,
                        "DuckDB could not " + what + ": a row is refused (" + kind(error)
                                + " Error). Mend the record at its source, or send the field as text with a transform.")
                : new HeadraceException(
                        errorClass, "DuckDB could not " + what + ": " + withOurMend(message(error)), error);
    }

    /** Short of memory, DuckDB names settings that a user of ours cannot reach. */
    private static String withOurMend(String message) {
        int hints = message.indexOf(HINTS);
        return hints < 0 ? message : message.substring(0, hints) + ". Raise 'duckdb.memory.bytes'.";
    }

    /** Another transaction changed the same row, key or table. */
    static boolean isConflict(SQLException error) {
        String message = message(error);
        return switch (kind(error)) {
            case "TransactionContext" -> message.contains("onflict") || message.contains("Failed to commit");
            case "Constraint" -> message.contains("uplicate key");
            // Already there, or not there any more.
            case "Catalog" -> true;
            default -> false;
        };
    }

    /** After a fatal error the instance serves nobody until every session is closed and the file is opened again. */
    static boolean isConnectionLost(SQLException error) {
        return LOST.contains(kind(error)) || SqlErrors.connectionLost(error);
    }

    static boolean isLocked(SQLException error) {
        return message(error).contains("Could not set lock on file");
    }

    /** Whether what a {@code DESCRIBE} asked about is not there. */
    static boolean isMissing(SQLException error) {
        return kind(error).equals("Catalog");
    }

    static boolean isNoDatabase(SQLException error) {
        return message(error).startsWith("IO Error: The file ");
    }

    private static String kind(SQLException error) {
        String message = message(error);
        Matcher matcher = KIND.matcher(message);
        if (matcher.find()) {
            return matcher.group(1);
        }
        return message.startsWith(APPENDING) ? kindOfAppend(message.substring(APPENDING.length())) : "";
    }

    /** The Appender leaves the kind out. What it was given has been checked, so what is neither of these two is the file's or the memory's fault, or none that is known. */
    private static String kindOfAppend(String message) {
        if (message.startsWith("Transaction conflict")) {
            return "TransactionContext";
        }
        return message.contains("constraint") || message.contains("uplicate key") ? "Constraint" : UNTOLD;
    }

    private static String message(SQLException error) {
        String message = error.getMessage();
        return message == null ? "" : message;
    }
}
