package io.headrace.http.decode;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * A body that is to be read.
 *
 * @param bytes its bytes; closed with the stream that is made of it
 * @param charset what the response's header says about its character set
 * @param origin the request that brought it, for error messages; without secrets
 */
public record Content(InputStream bytes, Optional<Charset> charset, Limits limits, String origin) {

    /** Other bytes of the same origin. */
    Content with(InputStream other) {
        return new Content(other, charset, limits, origin);
    }

    /** The same bytes with a character set that the declaration names. */
    Content in(Charset named) {
        return new Content(bytes, Optional.of(named), limits, origin);
    }
}
