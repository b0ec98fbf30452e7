package io.headrace.http.property;

import java.time.Instant;
import java.util.List;

/** Names of fields that the API tells. */
@FunctionalInterface
public interface PropertyNames {

    /** The names, or that they are not there yet. */
    Result get();

    /** What came of asking. */
    sealed interface Result {

        /** The names, in order. */
        record Known(List<String> names) implements Result {}

        /** Not yet. */
        record Wait(Instant until, String reason) implements Result {}
    }
}
