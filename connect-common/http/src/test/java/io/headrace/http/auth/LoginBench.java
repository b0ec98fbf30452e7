package io.headrace.http.auth;

import io.headrace.http.fake.MovableClock;
import io.headrace.http.fake.Specs;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.Redactor;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.SmallAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Authenticators that fetch something first, with a server that is a queue of answers. */
abstract class LoginBench {

    static final RequestDraft DRAFT = RequestDraft.of("GET", HttpUrl.get("https://api.example.com/v2/items"));

    final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final Map<String, @Nullable Object> config =
            new LinkedHashMap<>(Map.of("secret", "canary-secret", "refresh", "canary-refresh"));
    final Redactor redactor = new Redactor();
    final List<RequestDraft> sent = new ArrayList<>();
    private final Deque<SmallAnswer> answers = new ArrayDeque<>();
    final Deque<Logins.Login> logins = new ArrayDeque<>();
    TokenStore store = TokenStore.none();

    AuthTools tools() {
        return tools(redactor);
    }

    AuthTools tools(Redactor redactor) {
        return new AuthTools(
                Scope.of(config, clock),
                clock,
                this::send,
                (requester, decoder) -> logins.remove(),
                store,
                redactor,
                new Random(3),
                () -> {});
    }

    private synchronized SmallAnswer send(RequestDraft draft) throws IOException {
        sent.add(draft);
        SmallAnswer answer = answers.poll();
        if (answer == null) {
            throw new IOException("nobody there");
        }
        return answer;
    }

    void answer(int status, Object body, String... headers) {
        answers.add(new SmallAnswer(status, Headers.of(headers), Json.text(body).getBytes(StandardCharsets.UTF_8)));
    }

    Authenticator compile(String type, Map<String, ? extends @Nullable Object> fields) {
        return Authenticators.of(
                Specs.of(type, fields),
                Scope.of(config, clock),
                Optional.of(HttpUrl.get("https://api.example.com/v2")));
    }

    Signing.Signed signed(Authenticator authenticator) {
        return (Signing.Signed) authenticator.sign(DRAFT, tools());
    }

    @Nullable String header(Authenticator authenticator) {
        return signed(authenticator).draft().headers().get("Authorization");
    }

    String sentBody(int index) {
        return new String(sent.get(index).body().bytes(), StandardCharsets.UTF_8);
    }
}
