package io.headrace.http.auth;

import io.headrace.http.custom.CustomAuthenticator;
import io.headrace.http.custom.CustomRequest;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/** Compiles authenticator components. */
public final class Authenticators {

    private static final String AUTHORIZATION = "Authorization";

    private Authenticators() {}

    /** Adds nothing. */
    public static Authenticator none() {
        return (draft, tools) -> new Signing.Signed(draft, 0);
    }

    /**
     * The authenticator that a component declares.
     *
     * @param scope sees the settings of the user
     * @param base the address of the API, where the settings alone tell it
     */
    public static Authenticator of(Component component, Scope scope, Optional<HttpUrl> base) {
        return switch (component.type()) {
            case "NoAuth" -> none();
            case "ApiKeyAuthenticator" -> apiKey(component);
            case "BasicHttpAuthenticator" -> basic(component);
            case "BearerAuthenticator" -> bearer(component);
            case "OAuthAuthenticator" -> new OAuth(component);
            case "JwtAuthenticator" -> new Jwt(component);
            case "SessionTokenAuthenticator" -> new SessionToken(component);
            case "LegacySessionTokenAuthenticator" -> new LegacySession(component, base);
            case "HmacAuthenticator" -> new Hmac(component);
            case "OAuth1Authenticator" -> new OAuth1(component);
            case "RateLimitedMultipleTokenAuthenticator" -> new MultipleTokens(component, scope);
            case "SelectiveAuthenticator" -> of(chosen(component, scope), scope, base);
            case "CustomAuthenticator" -> custom(component);
            default ->
                throw component.refuse(
                        "type",
                        component.type() + " is no authenticator that this engine has",
                        "use one of those in the reference");
        };
    }

    private static Authenticator apiKey(Component component) {
        Template token = Template.of(component, "api_token");
        if (component.has("inject_into") == component.has("header")) {
            throw component.refuse(
                    "inject_into", "exactly one of inject_into and header must be given", "give inject_into");
        }
        if (component.has("header")) {
            Template header = Template.of(component, "header");
            return (draft, tools) -> {
                String name = header.text(tools.scope());
                return signed(draft.header(name, secret(component, "api_token", token, tools))
                        .hiding(name));
            };
        }
        Injection injection = Injection.of(component.child("inject_into"));
        return (draft, tools) ->
                signed(injection.putSecret(draft, tools.scope(), secret(component, "api_token", token, tools)));
    }

    private static Authenticator basic(Component component) {
        Template user = Template.of(component, "username");
        Optional<Template> password = Template.optional(component, "password");
        return (draft, tools) -> {
            String word = password.map(text -> text.text(tools.scope())).orElse("");
            tools.redactor().learn(word);
            return signed(authorize(draft, basic(user.text(tools.scope()), word), tools));
        };
    }

    /** The value of the Authorization header for a user and password (<a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>), as UTF-8. */
    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static Authenticator bearer(Component component) {
        Template token = Template.of(component, "api_token");
        return (draft, tools) ->
                signed(authorize(draft, "Bearer " + secret(component, "api_token", token, tools), tools));
    }

    private static Authenticator custom(Component component) {
        CustomUse<CustomAuthenticator> use = CustomUse.of(CustomAuthenticator.class, component);
        return (draft, tools) -> {
            Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            draft.headers().forEach(header -> sent.put(header.getFirst(), header.getSecond()));
            CustomRequest request = new CustomRequest(
                    draft.method(), draft.url().toString(), sent, draft.body().bytes());
            RequestDraft signed = draft;
            for (Map.Entry<String, String> header : use.call(
                            tools.scope(), (code, context) -> code.headers(request, context))
                    .entrySet()) {
                tools.redactor().learn(header.getValue());
                signed = signed.header(header.getKey(), header.getValue()).hiding(header.getKey());
            }
            return signed(signed);
        };
    }

    private static Component chosen(Component component, Scope scope) {
        Object config = scope.get("config");
        Optional<String> chosen =
                Json.at(config, component.texts("authenticator_selection_path")).map(String::valueOf);
        return chosen.map(name -> component.childrenByName("authenticators").get(name))
                .orElseThrow(() -> component.refuse(
                        "authenticator_selection_path",
                        "the setting " + String.join(".", component.texts("authenticator_selection_path"))
                                + chosen.map(name -> " is '" + name + "'").orElse(" is not given")
                                + ", and the choice is "
                                + component.childrenByName("authenticators").keySet(),
                        "set it to one of them"));
    }

    static RequestDraft authorize(RequestDraft draft, String value, AuthTools tools) {
        tools.redactor().learn(value);
        // Without its scheme too: another task may have fetched the token, and errors repeat it alone.
        tools.redactor().learn(value.substring(value.indexOf(' ') + 1));
        return draft.header(AUTHORIZATION, value).hiding(AUTHORIZATION);
    }

    /** A secret that a template gives; an empty one is a setting that was forgotten. */
    static String secret(Component component, String field, Template template, AuthTools tools) {
        String secret = template.text(tools.scope());
        if (secret.isBlank()) {
            throw component.refuse(field, "the credential is empty", "set what the template names");
        }
        tools.redactor().learn(secret);
        return secret;
    }

    static Signing signed(RequestDraft draft) {
        return new Signing.Signed(draft, 0);
    }
}
