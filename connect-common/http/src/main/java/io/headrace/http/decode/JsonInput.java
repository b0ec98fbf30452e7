package io.headrace.http.decode;

import com.fasterxml.jackson.core.JsonParser;
import io.headrace.http.wire.Names;
import java.util.function.LongSupplier;

/**
 * A parser, and how many bytes it has taken. It takes them by blocks of some thousand, so that the number serves for caps, not for positions; asking it costs nothing, unlike a location of the
 * parser.
 *
 * @param names root of the names that objects share
 */
record JsonInput(JsonParser parser, LongSupplier taken, Names names) {

    long bytes() {
        return taken.getAsLong();
    }
}
