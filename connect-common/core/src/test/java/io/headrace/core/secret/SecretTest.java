package io.headrace.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {

    private final Secret secret = Secret.of("hunter22");

    @Test
    void showsNothingButByItsValue() {
        assertThat(secret.value()).isEqualTo("hunter22");
        assertThat(secret).hasToString("[hidden]").isNotInstanceOf(Serializable.class);
        assertThat(secret.hashCode()).isEqualTo(Secret.of("other").hashCode());
    }

    @Test
    void equalsTheSameText() {
        assertThat(secret)
                .isEqualTo(Secret.of("hunter22"))
                .isNotEqualTo(Secret.of("hunter2"))
                .isNotEqualTo("hunter22");
    }
}
