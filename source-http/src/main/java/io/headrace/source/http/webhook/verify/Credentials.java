package io.headrace.source.http.webhook.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A key or a password in a header, which says nothing about the body: use it over TLS only. */
final class Credentials implements Verifier {

    private final String challenge;
    private final String allowed;
    private final List<byte[]> accepted;
    private final Function<Head, Optional<String>> given;

    private Credentials(
            String challenge, String allowed, List<String> accepted, Function<Head, Optional<String>> given) {
        this.challenge = challenge;
        this.allowed = allowed;
        this.accepted = accepted.stream().map(text -> text.getBytes(UTF_8)).toList();
        this.given = given;
    }

    /** @param prefix what stands before the key in the header, {@code "Bearer "} for example */
    static Credentials apiKey(String header, String prefix, List<String> keys) {
        return new Credentials(
                "ApiKey",
                "a key in the header " + header,
                keys,
                head -> head.header(header)
                        .filter(value -> value.startsWith(prefix))
                        .map(value -> value.substring(prefix.length()).trim()));
    }

    /** A key in the query, for browsers and senders that can set no header. */
    static Credentials apiKeyParameter(String parameter, List<String> keys) {
        return new Credentials(
                "ApiKey", "a key in the parameter " + parameter, keys, head -> head.parameter(parameter));
    }

    /** RFC 7617. */
    static Credentials basic(String username, List<String> passwords) {
        return new Credentials(
                "Basic realm=\"webhook\", charset=\"UTF-8\"",
                "a user and a password in the header Authorization",
                passwords.stream().map(password -> username + ":" + password).toList(),
                head -> head.header("Authorization")
                        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                        .flatMap(value -> decoded(value.substring(6).trim())));
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void checkHead(Head head, Instant now) throws RefusedRequestException {
        byte[] text = given.apply(head)
                .orElseThrow(() -> RefusedRequestException.unauthorized("The request must have " + allowed + "."))
                .getBytes(UTF_8);
        boolean fits = false;
        for (byte[] one : accepted) {
            fits |= MessageDigest.isEqual(one, text);
        }
        if (!fits) {
            throw RefusedRequestException.unauthorized("The request must have " + allowed + ", and this one is wrong.");
        }
    }

    @Override
    public void check(Head head, byte[] body) {
        // The head has said all.
    }

    @Override
    public String challenge() {
        return challenge;
    }
}
