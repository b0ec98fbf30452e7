package io.headrace.http.auth;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Durations;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.SmallAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Several tokens that stand in for each other. What is left of each one's quota is asked at first and after it was spent, and counted down in between; when one has nothing left, the next takes
 * over; when none has, the earliest reset is waited for. Near the end of all quotas the rest is spread over the time.
 */
final class MultipleTokens implements Authenticator {

    private static final OffsetDateTime ANY_DAY = OffsetDateTime.of(2001, 3, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Component component;
    private final List<TokenPool> pools;
    private final Component source;
    private final List<String> tokens;
    private final Duration longestWait;
    private final TokenCalls calls = new TokenCalls("The request for a token's quota");
    private final List<Map<TokenPool, TokenPool.Left>> left = new ArrayList<>();
    private final Map<TokenPool, Instant> lastCall = new HashMap<>();
    private int active;

    MultipleTokens(Component component, Scope scope) {
        this.component = component;
        this.pools = component.children("quotas").stream()
                .map(quota -> TokenPool.of(quota, scope))
                .toList();
        this.source = component.child("quota_status_source");
        this.tokens = tokens(component, scope);
        this.longestWait = Duration.between(
                ANY_DAY,
                ANY_DAY.plus(
                        Durations.parse(Template.of(component, "max_wait_time").text(scope))));
    }

    private static List<String> tokens(Component component, Scope scope) {
        List<Object> written = component.values("tokens");
        Stream<String> texts = written.stream()
                .map(token -> Template.of(String.valueOf(token), component.place("tokens"))
                        .text(scope));
        boolean one = !(component.optionalValue("tokens").orElse("") instanceof List);
        List<String> tokens = texts.flatMap(text -> one
                        ? Arrays.stream(text.split(Pattern.quote(component.text("token_delimiter"))))
                        : Stream.of(text))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        if (tokens.isEmpty()) {
            throw component.refuse("tokens", "there is no token", "set what the template names");
        }
        return tokens;
    }

    @Override
    public synchronized Signing sign(RequestDraft draft, AuthTools tools) {
        tokens.forEach(tools.redactor()::learn);
        Instant now = tools.clock().instant();
        Optional<TokenPool> pool = pools.stream().filter(one -> one.fits(draft)).findFirst();
        if (pool.isEmpty()) {
            return signed(draft, active);
        }
        Optional<Signing.Later> later = refresh(pool.get(), now, tools);
        if (later.isPresent()) {
            return later.get();
        }
        Optional<Integer> chosen = choose(pool.get(), now);
        if (chosen.isEmpty()) {
            return wait(pool.get(), now);
        }
        Optional<Instant> slower = throttle(pool.get(), now);
        if (slower.isPresent()) {
            return new Signing.Later(
                    slower.get(), "little is left of the quota '" + pool.get().name() + "' of all tokens");
        }
        active = chosen.get();
        of(active, pool.get()).calls--;
        lastCall.put(pool.get(), now);
        return signed(draft, active);
    }

    private Signing.Signed signed(RequestDraft draft, int token) {
        String prefix = component.text("auth_method");
        String header = component.text("header");
        String value = (prefix.isEmpty() ? "" : prefix + " ") + tokens.get(token);
        return new Signing.Signed(draft.header(header, value).hiding(header), token);
    }

    private TokenPool.Left of(int token, TokenPool pool) {
        return left.get(token).computeIfAbsent(pool, key -> new TokenPool.Left());
    }

    /** Asks for quotas that are not known, or were spent and should be filled again. */
    private Optional<Signing.Later> refresh(TokenPool pool, Instant now, AuthTools tools) {
        for (int token = 0; token < tokens.size(); token++) {
            if (token >= left.size() || of(token, pool).isStale(now)) {
                Optional<Signing.Later> later = ask(token, tools);
                if (later.isPresent()) {
                    return later;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Signing.Later> ask(int token, AuthTools tools) {
        HttpUrl url = HttpUrl.parse(Template.of(source, "url").text(tools.scope()));
        if (url == null) {
            throw source.refuse("url", "the template gives no address", "write one that begins with https://");
        }
        RequestDraft draft = RequestDraft.of(source.text("http_method"), url);
        for (Map.Entry<?, ?> header : headers(tools.scope()).entrySet()) {
            draft = draft.header(String.valueOf(header.getKey()), Json.plain(header.getValue()));
        }
        TokenCalls.Result result = calls.send(signed(draft, token).draft(), tools);
        if (result instanceof TokenCalls.Result.Held held) {
            return Optional.of(held.later());
        }
        SmallAnswer answer = ((TokenCalls.Result.Got) result).answer();
        boolean untracked = source.texts("unavailable_status_codes").contains(Integer.toString(answer.status()));
        keep(token, untracked ? Optional.empty() : Optional.of(status(draft, answer, tools)));
        return Optional.empty();
    }

    private Map<?, ?> headers(Scope scope) {
        Object written = source.optionalValue("request_headers").orElse(Map.of());
        return Template.deep(written, source.place("request_headers"), scope) instanceof Map<?, ?> map ? map : Map.of();
    }

    private Object status(RequestDraft draft, SmallAnswer answer, AuthTools tools) {
        return calls.body(answer)
                .orElseThrow(() ->
                        calls.refused(draft, answer, tools, "Check the tokens and the address of the quota status."));
    }

    /** @param status empty where the API has no quotas */
    private void keep(int token, Optional<Object> status) {
        Map<TokenPool, TokenPool.Left> values = new HashMap<>();
        for (TokenPool pool : pools) {
            values.put(pool, status.isEmpty() ? untracked() : read(pool, status.get()));
        }
        if (token < left.size()) {
            left.set(token, values);
        } else {
            left.add(values);
        }
    }

    private static TokenPool.Left untracked() {
        TokenPool.Left values = new TokenPool.Left();
        values.tracked = false;
        return values;
    }

    private static TokenPool.Left read(TokenPool pool, @Nullable Object status) {
        return pool.read(status)
                .orElseThrow(() -> pool.component()
                        .refuse(
                                "remaining_path",
                                "the quota status holds no number at remaining_path, or no time at reset_path",
                                "correct the paths"));
    }

    /** The active token while it has calls left, else the next one that has. */
    private Optional<Integer> choose(TokenPool pool, Instant now) {
        return Stream.iterate(active, token -> (token + 1) % tokens.size())
                .limit(tokens.size())
                .filter(token ->
                        !of(token, pool).isSpent(now) && (!of(token, pool).tracked || of(token, pool).calls > 0))
                .findFirst();
    }

    private Signing wait(TokenPool pool, Instant now) {
        Instant reset = left.stream()
                .map(values -> values.getOrDefault(pool, untracked()).reset)
                .min(Comparator.naturalOrder())
                .orElse(now);
        Duration wait = Duration.between(now, reset);
        if (wait.compareTo(longestWait) > 0) {
            throw new HeadraceException(
                    ErrorClass.TRANSIENT,
                    "All " + tokens.size() + " tokens have used up the quota '" + pool.name() + "' for "
                            + wait.toSeconds() + " s, and max_wait_time allows " + longestWait.toSeconds()
                            + " s. Raise it, or add tokens.");
        }
        return new Signing.Later(reset, "all tokens have used up the quota '" + pool.name() + "'");
    }

    /** When every token is below its reserve, the calls that are left are spread over the time until the first reset. */
    private Optional<Instant> throttle(TokenPool pool, Instant now) {
        double fraction = component.decimal("budget_reserve_fraction").doubleValue();
        long least = component.number("budget_min_reserve");
        long sum = 0;
        Instant reset = Instant.MAX;
        for (Map<TokenPool, TokenPool.Left> values : left) {
            TokenPool.Left one = values.getOrDefault(pool, untracked());
            long reserve = fraction == 0 && least == 0
                    ? 0
                    : Math.min(one.limit, Math.max(least, (long) (one.limit * fraction)));
            if (!one.tracked || one.calls >= reserve) {
                return Optional.empty();
            }
            sum += Math.max(0, one.calls);
            reset = one.reset.isBefore(reset) ? one.reset : reset;
        }
        Instant last = lastCall.get(pool);
        if (last == null || sum <= 0 || !reset.isAfter(now)) {
            return Optional.empty();
        }
        Instant next = last.plus(Duration.between(now, reset).dividedBy(sum));
        return next.isAfter(now) ? Optional.of(next) : Optional.empty();
    }

    @Override
    public synchronized boolean exhausted(Signing.Signed used, Instant until) {
        Optional<TokenPool> pool =
                pools.stream().filter(one -> one.fits(used.draft())).findFirst();
        int token = (int) used.credential();
        if (pool.isEmpty() || token >= left.size() || !of(token, pool.get()).tracked) {
            return false;
        }
        TokenPool.Left values = of(token, pool.get());
        values.calls = 0;
        values.reset = until.isAfter(values.reset) ? until : values.reset;
        return left.stream().anyMatch(other -> other.getOrDefault(pool.get(), untracked()).calls > 0);
    }

    @Override
    public synchronized void observe(Signing.Signed used, int status, Headers headers, Instant now) {
        int token = (int) used.credential();
        if (token < left.size()) {
            pools.stream()
                    .filter(one -> one.fits(used.draft()))
                    .findFirst()
                    .ifPresent(pool -> pool.observe(of(token, pool), status, headers));
        }
    }
}
