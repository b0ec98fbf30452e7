package io.headrace.http.auth;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.secret.Secret;
import io.headrace.http.spec.Component;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.SmallAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OAuth 2.0 access tokens (<a href="https://www.rfc-editor.org/rfc/rfc6749">RFC 6749</a>): fetched when there is none, renewed shortly before they expire and once after a
 * server has refused one. One thread fetches, the others wait for it.
 */
final class OAuth implements Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(OAuth.class);

    /** A token is renewed so long before it expires, or at nine tenths of a short life. */
    private static final Duration EARLY = Duration.ofSeconds(60);

    private static final int SHORT_LIFE = 10;

    private final Component component;
    private final OAuthRequest request;
    private final TokenCalls calls = new TokenCalls("The request for an access token");
    private @Nullable String accessToken;
    private @Nullable Instant renewAt;
    private @Nullable String refreshToken;
    private long generation;
    private boolean begun;
    private boolean unsaved;
    private boolean warned;

    OAuth(Component component) {
        this.component = component;
        this.request = new OAuthRequest(component);
    }

    @Override
    public Signing sign(RequestDraft draft, AuthTools tools) {
        String token;
        long credential;
        synchronized (this) {
            begin(tools);
            if (accessToken == null
                    || renewAt != null && !tools.clock().instant().isBefore(renewAt)) {
                Optional<Signing.Later> later = fetch(tools);
                if (later.isPresent()) {
                    return later.get();
                }
            }
            token = accessToken == null ? "" : accessToken;
            credential = generation;
        }
        return new Signing.Signed(
                Authenticators.authorize(draft, "Bearer " + token, tools).hiding("authorization"), credential);
    }

    @Override
    public synchronized boolean renew(Signing.Signed refused) {
        if (refused.credential() == generation && request.canFetch()) {
            accessToken = null;
        }
        return request.canFetch();
    }

    /** Takes what the settings and the store hold already. */
    private void begin(AuthTools tools) {
        if (begun) {
            return;
        }
        begun = true;
        if (request.isSingleUse() && !tools.store().isDurable()) {
            throw component.refuse(
                    "refresh_token_updater",
                    "the refresh token works once, and there is no place where its successor outlives a restart",
                    "set http.token.directory, or use a grant whose token stays valid");
        }
        refreshToken = request.refreshToken(tools.scope()).orElse(null);
        accessToken = request.firstToken(tools.scope()).orElse(null);
        renewAt = request.firstExpiry(tools.scope()).orElse(null);
        tools.redactor().learn(accessToken);
        tools.redactor().learn(refreshToken);
    }

    private Optional<Signing.Later> fetch(AuthTools tools) {
        if (unsaved) {
            save(tools);
        }
        boolean unused = loadSuccessor(tools);
        RequestDraft draft = request.make(tools, Optional.ofNullable(refreshToken));
        TokenCalls.Result result = calls.send(draft, tools);
        if (result instanceof TokenCalls.Result.Held held) {
            return Optional.of(held.later());
        }
        SmallAnswer answer = ((TokenCalls.Result.Got) result).answer();
        Object body = calls.body(answer).orElse(null);
        Optional<String> token = body == null ? Optional.empty() : request.accessToken(body, tools.scope());
        if (token.isEmpty() && request.isVoid(answer) && loadSuccessor(tools)) {
            return fetch(tools);
        }
        if (token.isEmpty()) {
            throw refused(draft, answer, tools);
        }
        tools.redactor().learn(token.get());
        keepRefreshToken(body, tools);
        accessToken = token.get();
        renewAt = request.lifetime(body, tools).map(life -> early(life, tools)).orElse(null);
        generation++;
        return Optional.empty();
    }

    /** Another process may have used the token meanwhile, validation of this very connector for example. Returns whether there is another one than that which is held. */
    private boolean loadSuccessor(AuthTools tools) {
        Optional<String> other = tools.store()
                .load(request.storeName(tools.scope()))
                .map(Secret::value)
                .filter(stored -> !stored.equals(refreshToken));
        other.ifPresent(stored -> {
            refreshToken = stored;
            tools.redactor().learn(stored);
        });
        return other.isPresent();
    }

    private static Instant early(Instant expiry, AuthTools tools) {
        Duration life = Duration.between(tools.clock().instant(), expiry);
        Duration tenth = life.dividedBy(SHORT_LIFE);
        return expiry.minus(tenth.compareTo(EARLY) < 0 ? tenth : EARLY);
    }

    /** A new refresh token is stored before anything is done with the access token, because the old one is void from now on. */
    private void keepRefreshToken(@Nullable Object body, AuthTools tools) {
        Optional<String> next =
                Json.at(body, request.refreshTokenPath(tools.scope())).map(String::valueOf);
        if (next.isEmpty() || next.get().equals(refreshToken)) {
            return;
        }
        tools.redactor().learn(next.get());
        refreshToken = next.get();
        if (tools.store().isDurable()) {
            save(tools);
        } else if (!warned) {
            warned = true;
            LOG.warn(
                    "{}: the server gives a new refresh token each time; if the old one stops working, the settings are void after a restart. Set http.token.directory.",
                    component);
        }
    }

    /** Where that fails, what the store holds is void: the token in memory is stored before anything else is tried. */
    private void save(AuthTools tools) {
        String token = refreshToken;
        if (token != null) {
            unsaved = true;
            tools.store().save(request.storeName(tools.scope()), Secret.of(token));
            unsaved = false;
        }
    }

    private HeadraceException refused(RequestDraft draft, SmallAnswer answer, AuthTools tools) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return calls.refused(
                    draft,
                    answer,
                    tools,
                    "It holds no field '" + request.accessTokenName(tools.scope())
                            + "'; set access_token_name to the right one.");
        }
        return calls.refused(
                draft,
                answer,
                tools,
                request.isVoid(answer)
                        ? "The refresh token is void: authorise the connector anew and set the new one."
                        : "Check client, secret, grant and address.");
    }
}
