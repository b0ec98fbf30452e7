package io.headrace.http.auth;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.error.Action;
import io.headrace.http.error.ErrorHandler;
import io.headrace.http.error.Outcome;
import io.headrace.http.error.Verdict;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.SmallAnswer;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Requests for tokens and quotas, repeated as the default error handler says, across calls: a wait is an answer here too. Guarded by the lock of its authenticator. */
final class TokenCalls {

    private static final int ERROR_TEXT = 300;

    /** What came of a request. */
    sealed interface Result {

        record Got(SmallAnswer answer) implements Result {}

        record Held(Signing.Later later) implements Result {}
    }

    private final String what;
    private final ErrorHandler errors = ErrorHandler.byDefault();
    private int tries;
    private Instant notBefore = Instant.MIN;
    private String trouble = "";

    /** @param what is asked for, as a subject in errors: "The token request" */
    TokenCalls(String what) {
        this.what = what;
    }

    /** Sends, unless an earlier failure asks to wait. Answers other than good ones are handed out too when they need not be repeated. */
    Result send(RequestDraft draft, AuthTools tools) {
        Instant now = tools.clock().instant();
        if (now.isBefore(notBefore)) {
            tools.trouble().run();
            return new Result.Held(new Signing.Later(notBefore, trouble));
        }
        SmallAnswer answer;
        try {
            answer = tools.sender().send(draft);
        } catch (IOException e) {
            return repeat(
                    draft,
                    Outcome.of(e),
                    "got no answer (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    tools);
        }
        Outcome outcome = Outcome.of(answer.status(), answer.headers(), answer.body());
        Action action = errors.judge(outcome, tools.scope()).action();
        if (action == Action.RETRY || action == Action.RATE_LIMITED) {
            return repeat(draft, outcome, "was answered " + answer.status(), tools);
        }
        tries = 0;
        return new Result.Got(answer);
    }

    private Result repeat(RequestDraft draft, Outcome outcome, String how, AuthTools tools) {
        Verdict verdict = errors.judge(outcome, tools.scope());
        String told = tools.redactor().clean(what + " to " + draft.url().host() + " " + how);
        tries++;
        if (verdict.action() == Action.RETRY && tries > verdict.by().maxRetries(tools.scope())) {
            tries = 0;
            throw new HeadraceException(ErrorClass.TRANSIENT, told + ", also when it was repeated. Try again later.");
        }
        trouble = told;
        tools.trouble().run();
        notBefore =
                verdict.by().until(outcome, tools.scope(), tries, tools.clock().instant(), tools.random());
        return new Result.Held(new Signing.Later(notBefore, told));
    }

    /** The failure that an answer stands for. */
    HeadraceException refused(RequestDraft draft, SmallAnswer answer, AuthTools tools, String mend) {
        String error = mayHoldToken(answer)
                ? ""
                : Outcome.of(answer.status(), answer.headers(), answer.body()).error();
        String text = tools.redactor().clean(error.length() > ERROR_TEXT ? error.substring(0, ERROR_TEXT) : error);
        return HeadraceException.config(what + " to " + draft.url().host() + " was answered " + answer.status()
                + (text.isEmpty() ? "" : ": " + text.replaceAll("\\s+", " ")) + ". " + mend);
    }

    /** Some servers answer with a token as plain text, or in a form. */
    private static boolean mayHoldToken(SmallAnswer answer) {
        return answer.status() < 300 && !(answer.json().orElse("") instanceof Map);
    }

    /** The body of a good answer as JSON. */
    Optional<Object> body(SmallAnswer answer) {
        return answer.status() >= 200 && answer.status() < 300 ? answer.json() : Optional.empty();
    }
}
