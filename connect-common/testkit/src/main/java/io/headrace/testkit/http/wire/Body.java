package io.headrace.testkit.http.wire;

import java.util.Iterator;
import java.util.function.Supplier;

/** What follows the head of an answer. */
public sealed interface Body {

    /** Bytes that lie in memory; sent with their length. */
    record Whole(byte[] bytes) implements Body {}

    /** Bytes made while they are sent, perhaps without end; sent in chunks. Asked anew for each answer. */
    record Pieces(Supplier<Iterator<byte[]>> source) implements Body {}
}
