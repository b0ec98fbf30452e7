package io.headrace.http.auth;

import io.headrace.http.budget.CallMatcher;
import io.headrace.http.error.ServerWaits;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** One quota of a token: which requests it counts, and where its values are told. Immutable. */
record TokenPool(Component component, List<CallMatcher> matchers) {

    /** What is left of a quota for one token. Not thread-safe. */
    static final class Left {

        long calls;
        long limit;
        Instant reset = Instant.MIN;
        boolean tracked = true;

        boolean isSpent(Instant now) {
            return tracked && calls <= 0 && now.isBefore(reset);
        }

        boolean isStale(Instant now) {
            return tracked && calls <= 0 && !now.isBefore(reset);
        }
    }

    static TokenPool of(Component quota, Scope scope) {
        return new TokenPool(
                quota,
                quota.children("matchers").stream()
                        .map(matcher -> CallMatcher.of(matcher, scope))
                        .toList());
    }

    boolean fits(RequestDraft draft) {
        return CallMatcher.weight(matchers, draft).isPresent();
    }

    String name() {
        return component.text("name");
    }

    /** Reads what the status of a token says; empty when it lacks a value. */
    Optional<Left> read(@Nullable Object status) {
        Optional<Long> calls = number(Json.at(status, component.texts("remaining_path")));
        Optional<Instant> reset =
                Json.at(status, component.texts("reset_path")).map(Json::plain).flatMap(ServerWaits::time);
        if (calls.isEmpty() || reset.isEmpty()) {
            return Optional.empty();
        }
        Left left = new Left();
        left.calls = calls.get();
        left.reset = reset.get();
        left.limit = number(Json.at(status, component.texts("limit_path"))).orElse(calls.get());
        return Optional.of(left);
    }

    /** Learns from the headers of a response, where they are declared. */
    void observe(Left left, int status, Headers headers) {
        header("remaining_header", headers)
                .flatMap(text -> number(Optional.of(text)))
                .ifPresent(calls -> left.calls = calls);
        header("reset_header", headers).flatMap(ServerWaits::time).ifPresent(reset -> left.reset = reset);
        header("limit_header", headers)
                .flatMap(text -> number(Optional.of(text)))
                .ifPresent(limit -> left.limit = limit);
        if (component.texts("exhaustion_status_codes").contains(Integer.toString(status))) {
            left.calls = 0;
        }
    }

    private Optional<String> header(String field, Headers headers) {
        return component.optionalText(field).flatMap(name -> Optional.ofNullable(headers.get(name)));
    }

    private static Optional<Long> number(Optional<?> value) {
        return value.map(Json::plain)
                .filter(text -> text.matches("-?\\d{1,18}"))
                .map(Long::valueOf);
    }
}
