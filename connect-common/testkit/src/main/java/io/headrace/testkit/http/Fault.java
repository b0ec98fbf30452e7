package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.time.Duration;
import java.util.Map;

/** What can go wrong with one request, once. Every one of them is gone when the request is sent again. */
@SuppressWarnings("ImmutableEnumChecker")
public enum Fault {
    TOO_MANY_SECONDS((call, next) -> RetryAfter.SECONDS.reply(call.at(), Duration.ofSeconds(1))),
    TOO_MANY_FRACTION((call, next) -> RetryAfter.FRACTION.reply(call.at(), Duration.ofMillis(20))),
    TOO_MANY_DATE((call, next) -> RetryAfter.HTTP_DATE.reply(call.at(), Duration.ofMillis(20))),
    TOO_MANY_EPOCH((call, next) -> RetryAfter.EPOCH_SECONDS.reply(call.at(), Duration.ofMillis(20))),
    TOO_MANY_MILLIS((call, next) -> RetryAfter.MILLIS.reply(call.at(), Duration.ofMillis(20))),
    TOO_MANY_SILENT((call, next) -> RetryAfter.SILENT.reply(call.at(), Duration.ZERO)),
    INTERNAL_ERROR((call, next) -> Reply.json(500, Map.of("error", "internal"))),
    BAD_GATEWAY_HTML((call, next) -> Reply.html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")),
    UNAVAILABLE((call, next) -> Reply.empty(503)),
    GATEWAY_TIMEOUT((call, next) -> Reply.empty(504)),
    HUNG_UP((call, next) -> Reply.hungUp()),
    CUT_BODY((call, next) -> {
        Reply whole = next.answer(call);
        return whole.cutAfter(whole.bytes().length / 2);
    }),
    CUT_AT_START((call, next) -> next.answer(call).cutAfter(0)),
    SLOW_BODY((call, next) -> {
        Reply whole = next.answer(call);
        return whole.slowly(1 + whole.bytes().length / 4, Duration.ofMillis(10));
    }),
    TRUNCATED_JSON((call, next) -> next.answer(call).truncated(0.7)),
    HTML_INSTEAD((call, next) -> Reply.html(200, "<html><body>We are down for maintenance.</body></html>")),
    EMPTY_INSTEAD((call, next) -> Reply.empty(200)),
    TOKEN_EXPIRED((call, next) -> Guards.unauthorized()),
    OK_FALSE((call, next) -> Reply.json(Map.of("ok", false, "error", "internal_error"))),
    GRAPHQL_ERRORS((call, next) -> GraphQl.errors("Something went wrong", "INTERNAL_SERVER_ERROR"));

    private final Behaviour behaviour;

    Fault(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    Reply answer(Call call, Handler next) {
        return behaviour.answer(call, next);
    }
}
