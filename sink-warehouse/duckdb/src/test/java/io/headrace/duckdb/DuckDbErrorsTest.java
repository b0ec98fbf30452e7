package io.headrace.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.error.ErrorClass;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as duckdb_jdbc 2.0.0.1 gives them. */
final class DuckDbErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Constraint Error: NOT NULL constraint failed: nn.a | CLASH | false | false",
                "Conversion Error: Malformed JSON at byte 0 of input: invalid literal. | POISON | false | false",
                "Failed to append: NOT NULL constraint failed: t.a | CLASH | false | false",
                "Failed to append: Duplicate key \"b: 7\" violates unique constraint. | CLASH | true | false",
                "Failed to append: Transaction conflict: attempting to insert into table \"\"t\"\" but it has been altered by a different transaction | TRANSIENT | true | false",
                "TransactionContext Error: Conflict on update! | TRANSIENT | true | false",
                "TransactionContext Error: Failed to commit: PRIMARY KEY or UNIQUE constraint violation: duplicate key \"c\" | TRANSIENT | true | false",
                "TransactionContext Error: Current transaction is aborted (please ROLLBACK) | TRANSIENT | false | false",
                "Catalog Error: Table with name \"t\" already exists! | CONFIG | true | false",
                "Binder Error: table \"nt\" has 3 columns but 2 values were supplied | CONFIG | false | false",
                "IO Error: Could not set lock on file \"w.duckdb\": Conflicting lock is held | TRANSIENT | false | false",
                "FATAL Error: Failed: database has been invalidated because of a previous fatal error. | TRANSIENT | false | true",
                "Failed to append: what nobody has seen yet | DOUBTFUL | false | false",
                "INTERNAL Error: Scalar function threw an execution error | DOUBTFUL | false | true",
            })
    void theBeginningOfTheMessageSaysWhatCanBeDone(
            String message, ErrorClass errorClass, boolean conflict, boolean lost) {
        SQLException error = new SQLException(message);

        assertThat(DuckDbErrors.classify(error)).isEqualTo(errorClass);
        assertThat(DuckDbErrors.isConflict(error)).isEqualTo(conflict);
        assertThat(DuckDbErrors.isConnectionLost(error)).isEqualTo(lost);
    }

    @Test
    void whoIsShortOfMemoryReadsOurSetting() {
        SQLException error = new SQLException(
                "Out of Memory Error: failed to pin block of size 256.0 KiB (1023.9 MiB/1.0 GiB used)\n\nPossible solutions:\n* Reducing the number of threads (SET threads=X)");

        assertThat(DuckDbErrors.explain("commit", error))
                .hasMessage(
                        "DuckDB could not commit: Out of Memory Error: failed to pin block of size 256.0 KiB (1023.9 MiB/1.0 GiB used). Raise 'duckdb.memory.bytes'.");
    }
}
