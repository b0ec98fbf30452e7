package io.headrace.http.flat;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.http.flat.ApiSettings.Auth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authenticator of the flat keys. It holds templates only; what they name is in {@code config}. */
final class AuthParts {

    private static final Map<Auth, List<Setting<?>>> NEEDED = Map.of(
            Auth.NONE, List.of(),
            Auth.API_KEY, List.of(ApiSettings.TOKEN),
            Auth.BASIC, List.of(ApiSettings.USERNAME),
            Auth.BEARER, List.of(ApiSettings.TOKEN),
            Auth.OAUTH2_CLIENT_CREDENTIALS,
                    List.of(ApiSettings.TOKEN_URL, ApiSettings.CLIENT_ID, ApiSettings.CLIENT_SECRET),
            Auth.OAUTH2_REFRESH_TOKEN, List.of(ApiSettings.TOKEN_URL, ApiSettings.REFRESH_TOKEN),
            Auth.HMAC, List.of(ApiSettings.CLIENT_SECRET),
            Auth.OAUTH1, List.of(ApiSettings.CLIENT_ID, ApiSettings.CLIENT_SECRET));

    private static final List<Setting<Optional<Secret>>> SECRETS = List.of(
            ApiSettings.TOKEN,
            ApiSettings.PASSWORD,
            ApiSettings.CLIENT_SECRET,
            ApiSettings.REFRESH_TOKEN,
            ApiSettings.TOKEN_SECRET);

    private static final List<Setting<Optional<String>>> TEXTS =
            List.of(ApiSettings.USERNAME, ApiSettings.CLIENT_ID, ApiSettings.TOKEN_URL);

    private AuthParts() {}

    static void check(Values values, Problems problems) {
        Auth type = values.get(ApiSettings.AUTH_TYPE);
        for (Setting<?> needed : NEEDED.getOrDefault(type, List.of())) {
            if (!values.isSet(needed)) {
                problems.add(
                        needed,
                        "it is missing; http.auth.type=" + type.name().toLowerCase(Locale.ROOT)
                                + " needs it. Set it, or choose another http.auth.type.");
            }
        }
    }

    static List<Secret> secrets(Values values) {
        return SECRETS.stream().flatMap(key -> values.get(key).stream()).toList();
    }

    /** What the templates see below {@code config}. */
    static Map<String, @Nullable Object> config(Values values) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        SECRETS.forEach(key -> values.get(key).ifPresent(secret -> config.put(name(key), secret.value())));
        TEXTS.forEach(key -> values.get(key).ifPresent(text -> config.put(name(key), text)));
        return config;
    }

    private static String name(Setting<?> key) {
        return key.key().substring("http.".length()).replace('.', '_');
    }

    private static String template(Setting<?> key) {
        return "{{ config.get('" + name(key) + "', '') }}";
    }

    /** The component as JSON; empty for none. */
    static Optional<Map<String, @Nullable Object>> component(Values values) {
        return switch (values.get(ApiSettings.AUTH_TYPE)) {
            case NONE -> Optional.empty();
            case API_KEY -> Optional.of(apiKey(values));
            case BASIC ->
                part(
                        "BasicHttpAuthenticator",
                        "username",
                        template(ApiSettings.USERNAME),
                        "password",
                        template(ApiSettings.PASSWORD));
            case BEARER -> part("BearerAuthenticator", "api_token", template(ApiSettings.TOKEN));
            case OAUTH2_CLIENT_CREDENTIALS -> Optional.of(oauth2(values, "client_credentials"));
            case OAUTH2_REFRESH_TOKEN -> Optional.of(oauth2(values, "refresh_token"));
            case HMAC ->
                part(
                        "HmacAuthenticator",
                        "secret",
                        template(ApiSettings.CLIENT_SECRET),
                        "inject_into",
                        FlatParts.header(values.get(ApiSettings.TOKEN_HEADER)),
                        "timestamp_option",
                        FlatParts.header("X-Timestamp"));
            case OAUTH1 ->
                part(
                        "OAuth1Authenticator",
                        "consumer_key",
                        template(ApiSettings.CLIENT_ID),
                        "consumer_secret",
                        template(ApiSettings.CLIENT_SECRET),
                        "token",
                        template(ApiSettings.TOKEN),
                        "token_secret",
                        template(ApiSettings.TOKEN_SECRET));
        };
    }

    private static Optional<Map<String, @Nullable Object>> part(String type, Object... fields) {
        return Optional.of(FlatParts.part(type, fields));
    }

    private static Map<String, @Nullable Object> apiKey(Values values) {
        Map<String, @Nullable Object> place = values.get(ApiSettings.TOKEN_PARAMETER)
                .map(FlatParts::parameter)
                .orElseGet(() -> FlatParts.header(values.get(ApiSettings.TOKEN_HEADER)));
        return FlatParts.part("ApiKeyAuthenticator", "api_token", template(ApiSettings.TOKEN), "inject_into", place);
    }

    private static Map<String, @Nullable Object> oauth2(Values values, String grant) {
        Map<String, @Nullable Object> oauth = FlatParts.part(
                "OAuthAuthenticator",
                "grant_type",
                grant,
                "token_refresh_endpoint",
                template(ApiSettings.TOKEN_URL),
                "client_id",
                template(ApiSettings.CLIENT_ID),
                "client_secret",
                template(ApiSettings.CLIENT_SECRET));
        if (grant.equals("refresh_token")) {
            oauth.put("refresh_token", template(ApiSettings.REFRESH_TOKEN));
        }
        List<Object> scopes = new ArrayList<>(values.get(ApiSettings.SCOPES));
        if (!scopes.isEmpty()) {
            oauth.put("scopes", scopes);
        }
        return oauth;
    }
}
