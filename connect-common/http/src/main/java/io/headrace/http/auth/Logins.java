package io.headrace.http.auth;

import io.headrace.http.decode.Decoder;
import io.headrace.http.spec.Component;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs a login that is declared as a requester, with its own authenticator and error handler. */
@FunctionalInterface
public interface Logins {

    /** What came of a login. */
    sealed interface Login {

        /** The answer, as plain JSON. */
        record Done(@Nullable Object answer) implements Login {

            /** Without the answer, which holds a token. */
            @Override
            public String toString() {
                return "Done";
            }
        }

        /** The login must be tried again, not before a time. */
        record Later(Instant until, String reason) implements Login {}
    }

    Login login(Component requester, Decoder decoder);
}
