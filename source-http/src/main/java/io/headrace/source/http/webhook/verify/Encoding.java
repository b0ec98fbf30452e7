package io.headrace.source.http.webhook.verify;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How bytes are written as text. */
public enum Encoding {
    /** Two digits for each byte, in either case. */
    HEX,
    /** With or without padding. */
    BASE64,
    /** The alphabet for URLs, with or without padding. */
    BASE64URL;

    /** The bytes of a text; empty when it is none in this encoding. */
    Optional<byte[]> decode(String text) {
        try {
            return Optional.of(
                    switch (this) {
                        case HEX -> HexFormat.of().parseHex(text);
                        case BASE64 -> Base64.getDecoder().decode(text);
                        case BASE64URL -> Base64.getUrlDecoder().decode(text);
                    });
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
