package io.headrace.http.auth;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON web tokens (<a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>) that are signed here, and used until nine tenths of their life are over. */
final class Jwt implements Authenticator {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final Component component;
    private final JwtAlgorithm algorithm;
    private final Optional<Injection> injection;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    Jwt(Component component) {
        this.component = component;
        this.algorithm = JwtAlgorithm.of(component);
        this.injection = component.optionalChild("request_option").map(Injection::of);
    }

    @Override
    public Signing sign(RequestDraft draft, AuthTools tools) {
        String token = token(tools);
        String prefix = Template.optional(component, "header_prefix")
                .map(text -> text.text(tools.scope()) + " ")
                .orElse("");
        return Authenticators.signed(injection
                .map(place -> place.putSecret(draft, tools.scope(), prefix + token))
                .orElseGet(() -> Authenticators.authorize(draft, prefix + token, tools)));
    }

    /** The signed token. */
    synchronized String token(AuthTools tools) {
        Instant now = tools.clock().instant();
        if (token != null && now.isBefore(renewAt)) {
            return token;
        }
        long life = component.number("token_duration");
        String unsigned = part(headers(tools.scope())) + "." + part(claims(tools.scope(), now, life));
        String fresh = unsigned + "." + URL.encodeToString(algorithm.sign(key(tools), unsigned, passphrase(tools)));
        tools.redactor().learn(fresh);
        token = fresh;
        renewAt = now.plusSeconds(life - life / 10);
        return fresh;
    }

    private String key(AuthTools tools) {
        String key = Authenticators.secret(component, "secret_key", Template.of(component, "secret_key"), tools);
        return component.flag("base64_encode_secret_key")
                ? Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8))
                : key;
    }

    private Optional<String> passphrase(AuthTools tools) {
        return Template.optional(component, "passphrase").map(text -> text.text(tools.scope()));
    }

    private static String part(Map<String, @Nullable Object> fields) {
        return URL.encodeToString(Json.text(fields).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, @Nullable Object> headers(Scope scope) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        headers.put("alg", algorithm.name());
        headers.put("typ", "JWT");
        component.optionalChild("jwt_headers").ifPresent(part -> putAll(headers, part, scope));
        putAll(headers, "additional_jwt_headers", scope);
        return headers;
    }

    private Map<String, @Nullable Object> claims(Scope scope, Instant now, long life) {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + life);
        component.optionalChild("jwt_payload").ifPresent(part -> putAll(claims, part, scope));
        putAll(claims, "additional_jwt_payload", scope);
        return claims;
    }

    private static void putAll(Map<String, @Nullable Object> to, Component part, Scope scope) {
        part.fields()
                .forEach(name -> part.optionalValue(name)
                        .map(value -> Template.deep(value, part.place(name), scope))
                        .ifPresent(value -> to.put(name, value)));
    }

    private void putAll(Map<String, @Nullable Object> to, String field, Scope scope) {
        component.optionalValue(field).ifPresent(written -> {
            if (Template.deep(written, component.place(field), scope) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> to.put(String.valueOf(name), value));
            }
        });
    }
}
