package io.headrace.http.auth;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.decode.Decoder;
import io.headrace.http.decode.Decoders;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Durations;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logs in by a request of its own and shows the token that the login gave, until it expires or a server refuses it. */
final class SessionToken implements Authenticator {

    private final Component component;
    private final Component login;
    private final Decoder decoder;
    private final List<String> path;
    private final Optional<TemporalAmount> life;
    private final Component use;
    private final Optional<Injection> injection;
    private @Nullable String token;
    private Instant renewAt = Instant.MAX;
    private long generation;

    SessionToken(Component component) {
        this.component = component;
        this.login = component.child("login_requester");
        this.decoder = component.optionalChild("decoder").map(Decoders::of).orElseGet(Decoders::json);
        this.path = component.texts("session_token_path");
        this.life = component.optionalText("expiration_duration").map(text -> life(component, text));
        this.use = component.child("request_authentication");
        this.injection =
                use.type().equals("ApiKey") ? Optional.of(Injection.of(use.child("inject_into"))) : Optional.empty();
    }

    private static TemporalAmount life(Component component, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw component.refuse(
                    "expiration_duration", "'" + text + "' is no ISO 8601 duration", "write one such as PT1H");
        }
    }

    @Override
    public synchronized Signing sign(RequestDraft draft, AuthTools tools) {
        if (token == null || !tools.clock().instant().isBefore(renewAt)) {
            Logins.Login answer = tools.logins().login(login, decoder);
            if (answer instanceof Logins.Login.Later later) {
                return new Signing.Later(later.until(), later.reason());
            }
            take(((Logins.Login.Done) answer).answer(), tools);
        }
        return new Signing.Signed(shown(draft, token == null ? "" : token, tools), generation);
    }

    private void take(@Nullable Object answer, AuthTools tools) {
        token = Json.at(answer, path)
                .map(Json::plain)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> HeadraceException.config(component + ": the answer to the login holds nothing at "
                        + String.join(".", path) + ". Correct session_token_path, or the login."));
        tools.redactor().learn(token);
        OffsetDateTime now = tools.clock().instant().atOffset(ZoneOffset.UTC);
        renewAt = life.map(span -> now.plus(span).toInstant()).orElse(Instant.MAX);
        generation++;
    }

    private RequestDraft shown(RequestDraft draft, String session, AuthTools tools) {
        if (injection.isEmpty()) {
            return Authenticators.authorize(draft, "Bearer " + session, tools);
        }
        Scope scope = tools.scope().with("session_token", session);
        String text = Template.of(use, "api_token").text(scope);
        tools.redactor().learn(text);
        return injection.get().putSecret(draft, scope, text);
    }

    @Override
    public synchronized boolean renew(Signing.Signed refused) {
        if (refused.credential() == generation) {
            token = null;
        }
        return true;
    }
}
