package io.headrace.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A password, token or key. Its text leaves only through {@link #value()}; it is not serialisable and has no getter that a mapper would find.
 */
public final class Secret {

    /** What is shown in place of a secret, everywhere. */
    public static final String HIDDEN = "[hidden]";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The secret text; for the wire only, never for a log line, an error or a file. */
    public String value() {
        return value;
    }

    /** Takes the same time wherever the first difference is. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for all secrets, because a hash tells about the text. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
