package io.headrace.source.http.webhook.verify;

import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a keyed hash of the body (RFC 2104). Any of several secrets and any of several signatures may fit, so that secrets can be changed while events flow. */
final class HmacVerifier implements Verifier {

    private final Scheme scheme;
    private final Algorithm algorithm;
    private final List<SecretKeySpec> keys;
    private final Duration window;

    /**
     * @param secrets the keys' bytes, the current one first
     * @param window how far the time that was signed may be from now, in either direction; zero looks at no time
     */
    HmacVerifier(Scheme scheme, Algorithm algorithm, List<byte[]> secrets, Duration window) {
        this.scheme = scheme;
        this.algorithm = algorithm;
        this.keys = secrets.stream()
                .map(secret -> new SecretKeySpec(secret, algorithm.javaName()))
                .toList();
        this.window = window;
    }

    @Override
    public void checkHead(Head head, Instant now) throws RefusedRequestException {
        Claim claim = scheme.claim(head);
        if (window.isZero() || claim.signedAt().isEmpty()) {
            return;
        }
        Instant signedAt = claim.signedAt().get();
        if (signedAt.isBefore(now.minus(window)) || signedAt.isAfter(now.plus(window))) {
            throw RefusedRequestException.unauthorized("The request was signed at " + signedAt + ", which is more than "
                    + window.toSeconds() + " s from now. Send it again, or set the sender's clock.");
        }
    }

    @Override
    public void check(Head head, byte[] body) throws RefusedRequestException {
        Claim claim = scheme.claim(head);
        boolean fits = false;
        for (SecretKeySpec key : keys) {
            byte[] expected = sign(key, claim, body);
            for (byte[] signature : claim.signatures()) {
                // No early end: the time tells neither which secret nor which signature was the right one.
                fits |= MessageDigest.isEqual(expected, signature);
            }
        }
        if (!fits) {
            throw RefusedRequestException.unauthorized(
                    "The signature does not fit the body. Sign the body's raw bytes with the secret of this endpoint.");
        }
    }

    private byte[] sign(SecretKeySpec key, Claim claim, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm.javaName());
            mac.init(key);
            mac.update(claim.before());
            mac.update(body);
            return mac.doFinal(claim.after());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm.javaName(), e);
        }
    }
}
