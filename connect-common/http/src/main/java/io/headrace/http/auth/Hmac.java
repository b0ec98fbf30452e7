package io.headrace.http.auth;

import io.headrace.http.spec.Component;
import io.headrace.http.template.DateFormats;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;

/** Signs each request with a shared secret, over a message that a template makes of its time, method, address and body. */
final class Hmac implements Authenticator {

    private final Component component;
    private final Template secret;
    private final Template message;
    private final Template shown;
    private final String algorithm;
    private final Injection place;
    private final Optional<Injection> timestampPlace;

    Hmac(Component component) {
        this.component = component;
        this.secret = Template.of(component, "secret");
        this.message = Template.of(component, "message");
        this.shown = Template.of(component, "signature");
        this.algorithm = component.text("algorithm");
        this.place = Injection.of(component.child("inject_into"));
        this.timestampPlace = component.optionalChild("timestamp_option").map(Injection::of);
    }

    @Override
    public Signing sign(RequestDraft draft, AuthTools tools) {
        String timestamp = DateFormats.format(
                tools.clock().instant().atOffset(ZoneOffset.UTC), component.text("timestamp_format"));
        RequestDraft timed = timestampPlace
                .map(where -> where.putSecret(draft, tools.scope(), timestamp))
                .orElse(draft);
        byte[] key = key(Authenticators.secret(component, "secret", secret, tools));
        String signature = encoded(mac(key, message.text(seen(timed, timestamp, tools.scope()))));
        Scope scope = tools.scope().with("signature", signature).with("timestamp", timestamp);
        return Authenticators.signed(place.putSecret(timed, scope, shown.text(scope)));
    }

    private static Scope seen(RequestDraft draft, String timestamp, Scope scope) {
        HttpUrl url = draft.url();
        String query = url.encodedQuery() == null ? "" : url.encodedQuery();
        byte[] body = draft.body().bytes();
        return scope.with("timestamp", timestamp)
                .with("method", draft.method())
                .with("path", url.encodedPath() + (query.isEmpty() ? "" : "?" + query))
                .with("query", query)
                .with("host", url.host())
                .with("body", new String(body, StandardCharsets.UTF_8))
                .with("body_sha256", HexFormat.of().formatHex(sha256(body)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private byte[] key(String text) {
        try {
            return switch (component.text("secret_encoding")) {
                case "base64" -> Base64.getDecoder().decode(text.strip());
                case "hex" -> HexFormat.of().parseHex(text.strip());
                default -> text.getBytes(StandardCharsets.UTF_8);
            };
        } catch (IllegalArgumentException e) {
            // The cause may quote the secret.
            throw component.refuse(
                    "secret",
                    "the secret (not shown) is not written as " + component.text("secret_encoding"),
                    "correct it, or secret_encoding");
        }
    }

    private byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    private String encoded(byte[] signature) {
        return component.text("signature_encoding").equals("base64")
                ? Base64.getEncoder().encodeToString(signature)
                : HexFormat.of().formatHex(signature);
    }
}
