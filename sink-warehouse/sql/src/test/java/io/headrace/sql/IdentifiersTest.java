package io.headrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentifiersTest {

    @Test
    void nothingInANameCanEndIt() {
        assertThat(Identifiers.quote("plain")).isEqualTo("\"plain\"");
        assertThat(Identifiers.quote("a\"; DROP TABLE t; --")).isEqualTo("\"a\"\"; DROP TABLE t; --\"");
        assertThat(Identifiers.quote("\"\"")).isEqualTo("\"\"\"\"\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b"})
    void whatNoNameCanHoldIsRefused(String name) {
        assertThatThrownBy(() -> Identifiers.quote(name))
                .isInstanceOf(HeadraceException.class)
                .hasMessage(
                        "Identifier '" + name.replace('\0', '?')
                                + "' is empty or holds a NUL character: no SQL name can. Rename the field or topic with a transform.");
    }

    @Test
    void onlyAsciiLettersFold() {
        assertThat(Identifiers.sameButForCase("Order_1", "oRDER_1")).isTrue();
        assertThat(Identifiers.sameButForCase("É", "é")).isFalse();
        assertThat(Identifiers.sameButForCase("I", "ı")).isFalse();
    }
}
