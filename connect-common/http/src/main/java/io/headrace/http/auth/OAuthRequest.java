package io.headrace.http.auth;

import io.headrace.http.error.ServerWaits;
import io.headrace.http.spec.Component;
import io.headrace.http.template.DateFormats;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Body;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.RequestOptions;
import io.headrace.http.wire.SmallAnswer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The compiled request for an access token, and how its answer is read. Immutable. */
final class OAuthRequest {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final Component component;
    private final Optional<Component> updater;
    private final Optional<Jwt> assertion;

    OAuthRequest(Component component) {
        this.component = component;
        this.updater = component.optionalChild("refresh_token_updater");
        this.assertion = component.optionalChild("profile_assertion").map(Jwt::new);
        if (!component.has("token_refresh_endpoint") && !component.has("access_token_value")) {
            throw component.refuse(
                    "token_refresh_endpoint",
                    "there is neither an address that gives tokens nor a token",
                    "give the address");
        }
        if (component.flag("use_profile_assertion") && assertion.isEmpty()) {
            throw component.refuse(
                    "profile_assertion", "use_profile_assertion needs an assertion", "give profile_assertion");
        }
    }

    /** Whether there is an address that gives tokens. */
    boolean canFetch() {
        return component.has("token_refresh_endpoint");
    }

    boolean isSingleUse() {
        return updater.isPresent();
    }

    /**
     * Under which name the successors of the given refresh token are stored: the address, the client, and what tells the token from another one without telling it. Whoever authorises anew and
     * sets another token thus begins with that one.
     */
    String storeName(Scope scope) {
        return "oauth:" + text("token_refresh_endpoint", scope) + ":" + text("client_id", scope) + ":"
                + digest(refreshToken(scope).orElse(""));
    }

    private static String digest(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The refresh token that the user gave: as the component says, or where its updater says that the settings hold it. */
    Optional<String> refreshToken(Scope scope) {
        return Optional.of(text("refresh_token", scope))
                .filter(token -> !token.isEmpty())
                .or(() -> updater.flatMap(part -> Json.at(scope.get("config"), part.texts("refresh_token_config_path")))
                        .map(String::valueOf));
    }

    Optional<String> firstToken(Scope scope) {
        return Optional.of(text("access_token_value", scope)).filter(token -> !token.isEmpty());
    }

    Optional<Instant> firstExpiry(Scope scope) {
        return Optional.of(text("token_expiry_date", scope))
                .filter(date -> !date.isEmpty())
                .map(date -> ServerWaits.time(date).orElseGet(() -> parse(date)));
    }

    RequestDraft make(AuthTools tools, Optional<String> refreshToken) {
        Scope scope = tools.scope();
        HttpUrl url = HttpUrl.parse(text("token_refresh_endpoint", scope).strip());
        if (url == null) {
            throw component.refuse(
                    "token_refresh_endpoint", "the template gives no address", "write one that begins with https://");
        }
        RequestDraft draft = RequestDraft.of("POST", url);
        for (Map.Entry<String, @Nullable Object> header :
                object("refresh_request_headers", scope).entrySet()) {
            draft = draft.header(header.getKey(), Json.plain(header.getValue()));
        }
        boolean basic = component.text("client_authentication").equals("basic");
        if (basic) {
            String word = text("client_secret", scope);
            tools.redactor().learn(word);
            draft = Authenticators.authorize(draft, Authenticators.basic(text("client_id", scope), word), tools);
        }
        Map<String, @Nullable Object> fields =
                fields(tools, refreshToken, draft.headers().get("Authorization") == null);
        return component.flag("send_refresh_request_as_query_params") ? inQuery(draft, fields) : inBody(draft, fields);
    }

    private Map<String, @Nullable Object> fields(AuthTools tools, Optional<String> refreshToken, boolean namesClient) {
        Scope scope = tools.scope();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        String grant = text("grant_type", scope);
        fields.put(text("grant_type_name", scope), grant);
        boolean asserts =
                assertion.isPresent() && (component.flag("use_profile_assertion") || grant.equals(JWT_BEARER));
        if (asserts) {
            fields.put("assertion", assertion.orElseThrow().token(tools));
        } else if (namesClient) {
            putIfGiven(fields, text("client_id_name", scope), text("client_id", scope));
            putIfGiven(fields, text("client_secret_name", scope), text("client_secret", scope));
            tools.redactor().learn(text("client_secret", scope));
        }
        if (grant.equals("refresh_token")) {
            fields.put(
                    text("refresh_token_name", scope),
                    refreshToken.orElseThrow(() -> component.refuse(
                            "refresh_token", "the refresh token is empty", "set what the template names")));
        }
        String scopes = component.texts("scopes").stream()
                .map(one -> Template.of(one, component.place("scopes")).text(scope))
                .collect(Collectors.joining(" "));
        putIfGiven(fields, "scope", scopes);
        object("refresh_request_body", scope).forEach(fields::putIfAbsent);
        return fields;
    }

    private static void putIfGiven(Map<String, @Nullable Object> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }

    private static RequestDraft inQuery(RequestDraft draft, Map<String, @Nullable Object> fields) {
        RequestDraft asked = draft;
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            asked = asked.parameter(field.getKey(), Json.plain(field.getValue()))
                    .hiding(field.getKey());
        }
        return asked;
    }

    private static RequestDraft inBody(RequestDraft draft, Map<String, @Nullable Object> fields) {
        String type = Optional.ofNullable(draft.headers().get("Content-Type")).orElse("");
        if (type.contains("json")) {
            return draft.with(new Body.Json(fields));
        }
        Map<String, List<String>> form = new LinkedHashMap<>();
        fields.forEach((name, value) -> form.put(name, RequestOptions.texts(value)));
        return draft.with(new Body.Form(form));
    }

    String accessTokenName(Scope scope) {
        return text("access_token_name", scope);
    }

    Optional<String> accessToken(Object body, Scope scope) {
        return find(body, accessTokenName(scope)).map(String::valueOf).filter(token -> !token.isEmpty());
    }

    List<String> refreshTokenPath(Scope scope) {
        return path(updater.map(part -> part.text("refresh_token_name"))
                .orElseGet(() -> text("refresh_token_name", scope)));
    }

    /** When the access token expires: so many seconds from now, a time in seconds, or a date in the declared format. */
    Optional<Instant> lifetime(@Nullable Object body, AuthTools tools) {
        return find(body, text("expires_in_name", tools.scope()))
                .map(Json::plain)
                .filter(told -> !told.isEmpty())
                .map(told -> component.has("token_expiry_date_format")
                        ? parse(told)
                        : ServerWaits.until(
                                        told, Optional.empty(), tools.clock().instant())
                                .orElseGet(() -> parse(told)));
    }

    /** Whether an answer says that the refresh token is void, in the declared words or those of RFC 6749. */
    boolean isVoid(SmallAnswer answer) {
        Component told = component.has("refresh_token_error_status_codes") ? component : updater.orElse(component);
        List<String> codes = told.texts("refresh_token_error_status_codes");
        if (codes.isEmpty()) {
            return answer.json()
                    .flatMap(body -> Json.at(body, List.of("error")))
                    .filter("invalid_grant"::equals)
                    .isPresent();
        }
        return codes.contains(Integer.toString(answer.status()))
                && answer.json()
                        .flatMap(body -> Json.at(body, path(told.text("refresh_token_error_key"))))
                        .map(String::valueOf)
                        .filter(told.texts("refresh_token_error_values")::contains)
                        .isPresent();
    }

    private Instant parse(String date) {
        try {
            return component.has("token_expiry_date_format")
                    ? DateFormats.parse(date, component.text("token_expiry_date_format"))
                            .toInstant()
                    : DateFormats.parseIso(date).toInstant();
        } catch (DateTimeException e) {
            throw component.refuse(
                    "token_expiry_date_format",
                    "the expiry of the token is not written in this format",
                    "correct the format");
        }
    }

    /** A field by name or dotted path; where it is not there, the field of that name further in. */
    private static Optional<Object> find(@Nullable Object body, String name) {
        return Json.at(body, List.of(name)).or(() -> Json.at(body, path(name))).or(() -> deeper(body, name));
    }

    private static Optional<Object> deeper(@Nullable Object body, String name) {
        if (!(body instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        return map.values().stream()
                .filter(value -> value instanceof Map)
                .flatMap(value -> find(value, name).stream())
                .findFirst();
    }

    private static List<String> path(String name) {
        return Arrays.asList(name.split("\\."));
    }

    private String text(String field, Scope scope) {
        return Template.optional(component, field)
                .map(template -> template.text(scope))
                .orElse("");
    }

    private Map<String, @Nullable Object> object(String field, Scope scope) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        component.optionalValue(field).ifPresent(written -> {
            if (Template.deep(written, component.place(field), scope) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> object.put(String.valueOf(name), value));
            }
        });
        return object;
    }
}
