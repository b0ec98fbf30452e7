package io.headrace.source.http.record;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.Read;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees to it that a key has all its parts: a key with a gap would make rows of different records one. */
public final class KeyParts {

    private KeyParts() {}

    /** @throws HeadraceException when a part is missing */
    public static Map<String, @Nullable Object> checked(Read read) {
        read.key().forEach((name, value) -> {
            if (value == null) {
                throw HeadraceException.poison("A record of stream " + read.stream() + " has no " + name
                        + ", which is part of the primary key; every record must have it. Correct the primary key of the"
                        + " stream, or leave such records out with a filter");
            }
        });
        return read.key();
    }
}
