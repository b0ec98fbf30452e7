package io.headrace.http.wire;

import java.util.Optional;
import okhttp3.Headers;

/** An answer that was read whole. Its text does not show the body, which may hold a token. */
public record SmallAnswer(int status, Headers headers, byte[] body) {

    /** The body as JSON; empty when it is none. */
    public Optional<Object> json() {
        return Json.parse(body);
    }

    @Override
    public String toString() {
        return "status " + status + ", " + body.length + " bytes";
    }
}
