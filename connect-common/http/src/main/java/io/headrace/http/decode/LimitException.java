package io.headrace.http.decode;

import java.io.IOException;

/** A cap was passed. The message says which, and the mend; it comes without the request, which the reader adds. */
final class LimitException extends IOException {

    private static final long serialVersionUID = 1L;

    LimitException(String message) {
        super(message);
    }
}
