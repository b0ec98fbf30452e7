package io.headrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.error.ErrorClass;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "08006, TRANSIENT",
        "40001, TRANSIENT",
        "40P01, TRANSIENT",
        "53100, TRANSIENT",
        "55P03, TRANSIENT",
        "57P01, TRANSIENT",
        "57014, DOUBTFUL",
        "25P02, TRANSIENT",
        "22003, POISON",
        "22P02, POISON",
        "23502, CLASH",
        "44000, CLASH",
        "42501, CONFIG",
        "28P01, CONFIG",
        "42P01, CONFIG",
        "3D000, CONFIG",
        "XX000, CONFIG",
    })
    void theStateSaysWhatCanBeDone(String state, ErrorClass errorClass) {
        assertThat(SqlErrors.classify(new SQLException("no", state))).isEqualTo(errorClass);
    }

    @Test
    void driversThatGiveNoStateGiveAClass() {
        assertThat(SqlErrors.classify(new SQLNonTransientConnectionException("gone")))
                .isEqualTo(ErrorClass.TRANSIENT);
        assertThat(SqlErrors.classify(new SQLTransientException("later"))).isEqualTo(ErrorClass.TRANSIENT);
        assertThat(SqlErrors.classify(new SQLException("what?"))).isEqualTo(ErrorClass.CONFIG);
        assertThat(SqlErrors.classify(new SQLException("what?", "1"))).isEqualTo(ErrorClass.CONFIG);
    }

    @ParameterizedTest
    @CsvSource({"08003, true", "08006, true", "57P01, false", "22003, false"})
    void onlyClass08IsALostConnection(String state, boolean lost) {
        assertThat(SqlErrors.connectionLost(new SQLException("no", state))).isEqualTo(lost);
    }
}
