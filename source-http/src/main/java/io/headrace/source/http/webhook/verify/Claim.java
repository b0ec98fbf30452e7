package io.headrace.source.http.webhook.verify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a sender says of its signature.
 *
 * @param signatures decoded; one that cannot be decoded is left out
 * @param before the bytes that were signed before the body
 * @param after the bytes that were signed behind the body
 * @param signedAt part of what was signed; empty where the scheme has no time
 */
record Claim(List<byte[]> signatures, byte[] before, byte[] after, Optional<Instant> signedAt) {

    static final byte[] NOTHING = new byte[0];
}
