package io.headrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** What each SQLSTATE is taken for. */
class ErrorsTest {

    private static final Map<ErrorClass, List<String>> CLASSES = Map.of(
            ErrorClass.TRANSIENT,
            List.of(
                    "08000", "08001", "08003", "08006", "25006", "25P02", "25P03", "25P04", "40001", "40P01", "53100",
                    "53200", "53300", "53400", "55006", "55P03", "57P01", "57P02", "57P03", "57P05", "58030"),
            ErrorClass.DOUBTFUL,
            List.of("42703", "42P01", "57014", "XX000"),
            ErrorClass.POISON,
            List.of("22001", "22003", "22007", "22008", "22021", "22026", "22P02", "22P03", "22P05", "54000", "54001"),
            ErrorClass.CLASH,
            List.of("23502", "23503", "23505", "23514", "23P01", "44000", "P0001"),
            ErrorClass.CONFIG,
            List.of(
                    "0A000", "0LP01", "21000", "28000", "28P01", "3D000", "3F000", "42501", "42601", "42701", "42704",
                    "42804", "42P06", "42P07", "42P10", "428C9", "54011", "55000", "XX001", "XX002"));

    @Test
    void everyStateHasAClass() {
        CLASSES.forEach((errorClass, states) ->
                states.forEach(state -> assertThat(PostgresErrors.classify(new SQLException("x", state)))
                        .as(state)
                        .isEqualTo(errorClass)));
    }

    @Test
    void whatComesFromTheNetworkPasses() {
        IOException timeout = new SocketTimeoutException("Read timed out");
        PSQLException lost = new PSQLException("An I/O error occurred", PSQLState.CONNECTION_FAILURE, timeout);
        assertThat(PostgresErrors.classify(lost)).isEqualTo(ErrorClass.TRANSIENT);
        assertThat(PostgresErrors.isConnectionLost(lost)).isTrue();
        assertThat(PostgresErrors.classify(new SQLException("no state"))).isEqualTo(ErrorClass.CONFIG);
    }

    @Test
    void sessionsThatTheServerEndedAreLost() {
        for (String state : List.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04", "08006")) {
            assertThat(PostgresErrors.isConnectionLost(new SQLException("x", state)))
                    .as(state)
                    .isTrue();
        }
        assertThat(PostgresErrors.isConnectionLost(new SQLException("x", "57014")))
                .isFalse();
        assertThat(PostgresErrors.isConnectionLost(new SQLException("x", "55P03")))
                .isFalse();
    }

    @Test
    void conflictsAreOnlyThoseThatReadingAgainSettles() {
        for (String state : List.of("40001", "40P01", "55P03", "42P07", "42701", "42P06", "XX000")) {
            assertThat(PostgresErrors.isConflict(new SQLException("x", state)))
                    .as(state)
                    .isTrue();
        }
        assertThat(PostgresErrors.isConflict(uniqueViolation("pg_type_typname_nsp_index")))
                .isTrue();
        assertThat(PostgresErrors.isConflict(uniqueViolation("people_email_key")))
                .isFalse();
        assertThat(PostgresErrors.isConflict(new SQLException("x", "42P01"))).isFalse();
    }

    private static PSQLException uniqueViolation(String constraint) {
        return new PSQLException(
                new ServerErrorMessage("SERROR\0C23505\0Mduplicate key value\0n" + constraint + "\0"), false);
    }

    @Test
    void whatUsersReadNamesTheMend() {
        assertThat(PostgresErrors.explain(
                        "load table t", new SQLException("ERROR: permission denied for table t", "42501")))
                .hasMessage(
                        "Postgres could not load table t (SQLSTATE 42501): ERROR: permission denied for table t. Grant the"
                                + " role what is missing.");
        assertThat(PostgresErrors.explain("load table t", new SQLException("ERROR: canceling statement", "57014")))
                .hasMessage(
                        "Postgres could not load table t (SQLSTATE 57014): ERROR: canceling statement. Where a statement"
                                + " needs that long, raise statement.timeout.ms.");
        HeadraceException data = PostgresErrors.explain(
                "load table t", new SQLException("ERROR: new row violates check option: s3cret", "44000"));
        assertThat(data)
                .hasNoCause()
                .hasMessage("Postgres could not load table t (SQLSTATE 44000): a row is refused by the server");
    }
}
