package io.headrace.sink.direct;

import java.io.Serial;

/** Bytes that are not what they should be. The message goes on after "Record … cannot be read: its value ", and never quotes what it found. */
final class UnreadableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message, null, false, false);
    }
}
