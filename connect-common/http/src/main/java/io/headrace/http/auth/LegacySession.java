package io.headrace.http.auth;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Body;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.SmallAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The older session login: user and password are posted as JSON to a path below the API's address; a token that is given is tried first. */
final class LegacySession implements Authenticator {

    private final Component component;
    private final HttpUrl base;
    private final TokenCalls calls = new TokenCalls("The login");
    private @Nullable String token;
    private boolean begun;
    private long generation;

    LegacySession(Component component, Optional<HttpUrl> base) {
        this.component = component;
        this.base = base.orElseThrow(() -> component.refuse(
                "login_url",
                "the address of the API depends on more than the settings, so that the login has no address",
                "use SessionTokenAuthenticator"));
    }

    @Override
    public synchronized Signing sign(RequestDraft draft, AuthTools tools) {
        if (!begun) {
            Optional<Signing.Later> later = begin(tools);
            if (later.isPresent()) {
                return later.get();
            }
            begun = true;
        }
        if (token == null) {
            Optional<Signing.Later> later = login(tools);
            if (later.isPresent()) {
                return later.get();
            }
        }
        return new Signing.Signed(shown(draft, token == null ? "" : token, tools), generation);
    }

    /** Tries the given token, if there is one. */
    private Optional<Signing.Later> begin(AuthTools tools) {
        String given = text("session_token", tools.scope());
        if (given.isEmpty()) {
            return Optional.empty();
        }
        tools.redactor().learn(given);
        RequestDraft probe = shown(RequestDraft.of("GET", below("validate_session_url", tools.scope())), given, tools);
        TokenCalls.Result result = calls.send(probe, tools);
        if (result instanceof TokenCalls.Result.Held held) {
            return Optional.of(held.later());
        }
        token = ((TokenCalls.Result.Got) result).answer().status() == 200 ? given : null;
        return Optional.empty();
    }

    private Optional<Signing.Later> login(AuthTools tools) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("username", text("username", tools.scope()));
        body.put("password", text("password", tools.scope()));
        tools.redactor().learn(text("password", tools.scope()));
        RequestDraft draft =
                RequestDraft.of("POST", below("login_url", tools.scope())).with(new Body.Json(body));
        TokenCalls.Result result = calls.send(draft, tools);
        if (result instanceof TokenCalls.Result.Held held) {
            return Optional.of(held.later());
        }
        SmallAnswer answer = ((TokenCalls.Result.Got) result).answer();
        String key = text("session_token_response_key", tools.scope());
        token = calls.body(answer)
                .flatMap(found -> Json.at(found, List.of(key)))
                .map(Json::plain)
                .orElseThrow(() -> calls.refused(
                        draft,
                        answer,
                        tools,
                        "It holds no field '" + key
                                + "', or the login was refused; check user, password and the field."));
        tools.redactor().learn(token);
        generation++;
        return Optional.empty();
    }

    private RequestDraft shown(RequestDraft draft, String session, AuthTools tools) {
        String header = text("header", tools.scope());
        return draft.header(header, session).hiding(header);
    }

    private HttpUrl below(String field, Scope scope) {
        return base.newBuilder()
                .addPathSegments(text(field, scope).replaceAll("^/+", ""))
                .build();
    }

    private String text(String field, Scope scope) {
        return Template.optional(component, field)
                .map(template -> template.text(scope))
                .orElse("");
    }

    @Override
    public synchronized boolean renew(Signing.Signed refused) {
        if (refused.credential() == generation) {
            token = null;
        }
        return true;
    }
}
