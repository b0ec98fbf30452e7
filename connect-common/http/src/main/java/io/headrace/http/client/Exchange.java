package io.headrace.http.client;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.auth.Signing;
import io.headrace.http.decode.Inflation;
import io.headrace.http.error.Action;
import io.headrace.http.error.Outcome;
import io.headrace.http.error.Verdict;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestDraft;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One logical request with all its attempts. {@link #send} gives an answer or says when to call again; it sleeps only while the server works or all places for requests are
 * taken, and {@link HttpContext#cancel} ends that. Not thread-safe.
 */
public final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int ERROR_TEXT = 500;

    private final Requester requester;
    private final HttpContext context;
    private final Scope scope;
    private final RequestDraft draft;
    private final boolean away;
    private int attempts;
    private int repetitions;
    private boolean renewed;
    private boolean bare;

    Exchange(Requester requester, Scope scope, RequestDraft draft, boolean away) {
        this.requester = requester;
        this.context = requester.context();
        this.scope = scope;
        this.draft = draft;
        this.away = away;
    }

    /** The request for people: method and address without secrets. */
    public String origin() {
        return draft.method() + " " + context.redactor().url(draft.url());
    }

    /**
     * Sends, or repeats after a wait.
     *
     * @throws HeadraceException when the error handler says so or all repetitions are used up; its class tells what kind of failure it is
     * @throws CancelledException when the task is stopping
     */
    public Reply send() {
        context.calls().check();
        Optional<ResponseCache.Kept> kept =
                requester.isCached() ? context.cache().get(draft) : Optional.empty();
        if (kept.isPresent()) {
            return answer(
                    kept.get().status(),
                    kept.get().headers(),
                    kept.get().url(),
                    new ByteArrayInputStream(kept.get().body()),
                    true,
                    () -> {});
        }
        bare = away || isForeign();
        Signing signing =
                bare ? new Signing.Signed(draft, 0) : requester.authenticator().sign(draft, context.tools());
        if (signing instanceof Signing.Later later) {
            return waiting(later.until(), context.redactor().clean(later.reason()));
        }
        Signing.Signed signed = (Signing.Signed) signing;
        Optional<Instant> budget =
                context.budget().acquire(draft, context.clock().instant());
        return budget.isPresent() ? waiting(budget.get(), "the API budget is used up") : attempt(signed);
    }

    /**
     * The body of an answer turned out to be cut or damaged: says when to send again.
     *
     * @throws HeadraceException the failure itself, when it is not transient or all repetitions are used up
     */
    public Wait bodyFailed(HeadraceException failure) {
        context.calls().check();
        Outcome outcome = Outcome.of(new IOException(failure.getMessage()));
        Verdict verdict = requester.errors().judge(outcome, scope);
        if (failure.errorClass() != ErrorClass.TRANSIENT
                || ++repetitions > verdict.by().maxRetries(scope)) {
            throw failure;
        }
        return repeat(outcome, verdict, String.valueOf(failure.getMessage()));
    }

    /** Whether the templates lead to a host that neither declaration nor settings name; checks that it may be visited. */
    private boolean isForeign() {
        if (requester.mayCarryCredentials(draft.url())) {
            return false;
        }
        context.hosts().check(draft.url(), "A template");
        if (requester.hasCredentials() && context.hosts().isNews(draft.url())) {
            LOG.warn(
                    "{} goes without credentials, because the host comes from a response; add it to http.allowed.hosts if it may have them",
                    origin());
        }
        return requester.hasCredentials();
    }

    private Reply attempt(Signing.Signed signed) {
        attempts++;
        long start = System.nanoTime();
        Transport.Received received;
        try {
            context.places().acquire();
            try {
                received = new Transport(context).send(draft, bare, current -> again(current, signed));
            } finally {
                context.places().release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (IOException e) {
            context.calls().check();
            return failed(e, start);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        context.metrics().sent(took);
        LOG.debug("{} answered {} after {} ms", origin(), received.response().code(), took.toMillis());
        return received(received, signed);
    }

    /** The first request is signed already; one that a redirect made is signed for its own address. A login that this needs takes a place itself. */
    private RequestDraft again(RequestDraft current, Signing.Signed signed) {
        if (current == draft) {
            return signed.draft();
        }
        context.places().release();
        try {
            return requester.authenticator().sign(current, context.tools()) instanceof Signing.Signed anew
                    ? anew.draft()
                    : current;
        } finally {
            context.places().acquireUninterruptibly();
        }
    }

    private Reply failed(IOException e, long start) {
        context.metrics().sent(Duration.ofNanos(System.nanoTime() - start));
        if (e instanceof Hosts.PrivateHostException) {
            throw HeadraceException.config(origin() + ": " + e.getMessage());
        }
        Outcome outcome = Outcome.of(e);
        String what =
                "no answer (" + context.redactor().clean(e.getClass().getSimpleName() + ": " + e.getMessage()) + ")";
        LOG.debug("{}: {}", origin(), what);
        return act(outcome, requester.errors().judge(outcome, scope), what, new Signing.Signed(draft, 0));
    }

    private Reply received(Transport.Received received, Signing.Signed signed) {
        Response response = received.response();
        Headers headers = response.headers();
        int status = response.code();
        Instant now = context.clock().instant();
        context.budget().observe(draft, status, headers, now);
        requester.authenticator().observe(signed, status, headers, now);
        boolean handedOut = false;
        try {
            InputStream body = inflated(received);
            boolean success = status >= 200 && status < 300;
            boolean looks =
                    !success || requester.isCached() || requester.errors().looksAtBody(status);
            byte[] head = looks ? body.readNBytes(context.limits().peekBytes()) : new byte[0];
            boolean cut = head.length == context.limits().peekBytes();
            boolean whole = looks && !(success && cut);
            Outcome outcome = whole ? Outcome.of(status, headers, head) : Outcome.of(status, headers);
            Verdict verdict = requester.errors().judge(outcome, scope);
            if (verdict.action() == Action.SUCCESS) {
                handedOut = true;
                InputStream all = looks ? new SequenceInputStream(new ByteArrayInputStream(head), body) : body;
                // What is not kept must not be held until the last record is read.
                Runnable accepted = requester.isCached() && !cut ? () -> keep(received, head) : () -> {};
                return answer(status, headers, received.url(), all, whole || !looks, accepted);
            }
            return act(outcome, verdict, answered(status, outcome), signed);
        } catch (IOException e) {
            context.calls().check();
            return failed(e, System.nanoTime());
        } finally {
            if (!handedOut) {
                response.close();
                context.calls().done(received.running().call());
            }
        }
    }

    private InputStream inflated(Transport.Received received) throws IOException {
        InputStream raw = new ReceivedStream(received, context);
        String coding = received.response().header("Content-Encoding", "identity");
        String name = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "identity", "" -> Inflation.none(raw, context.limits());
            case "gzip", "x-gzip" -> Inflation.gzip(raw, context.limits());
            case "deflate" -> Inflation.deflate(raw, context.limits());
            default ->
                throw HeadraceException.config(origin() + ": the body is compressed as '" + name
                        + "', and gzip was asked for. Set the header Accept-Encoding to identity in request_headers.");
        };
    }

    /** Keeps a response for other streams when all of it was read ahead, and its records were read to the end and accepted: one that is cut or holds an error must be asked for again. */
    private void keep(Transport.Received received, byte[] head) {
        context.cache()
                .put(draft, received.response().code(), received.response().headers(), received.url(), head);
    }

    private Reply act(Outcome outcome, Verdict verdict, String what, Signing.Signed signed) {
        return switch (verdict.action()) {
            case SUCCESS -> throw failure(outcome, verdict, what);
            case IGNORE -> {
                context.metrics().ignored();
                LOG.warn("{}: {}; left out, as the error handler says", origin(), what);
                yield new Ignored(outcome.status(), said(verdict, what));
            }
            case RESET_PAGINATION -> new ResetPagination(said(verdict, what));
            case FAIL -> throw failure(outcome, verdict, what);
            case REFRESH_TOKEN_THEN_RETRY -> {
                if (renewed || !requester.authenticator().renew(signed)) {
                    throw failure(outcome, verdict, what);
                }
                renewed = true;
                context.metrics().retried();
                yield waiting(context.clock().instant(), "the credential is renewed");
            }
            case RATE_LIMITED -> limited(outcome, verdict, what, signed);
            case RETRY -> {
                if (++repetitions > verdict.by().maxRetries(scope)) {
                    throw failure(outcome, verdict, what);
                }
                yield repeat(outcome, verdict, what);
            }
        };
    }

    private Wait limited(Outcome outcome, Verdict verdict, String what, Signing.Signed signed) {
        Instant until = until(outcome, verdict);
        context.metrics().retried();
        if (requester.authenticator().exhausted(signed, until)) {
            return waiting(context.clock().instant(), "another credential is used");
        }
        context.budget().hold(draft, until);
        return waiting(until, said(verdict, what));
    }

    private Wait repeat(Outcome outcome, Verdict verdict, String what) {
        Instant until = until(outcome, verdict);
        context.metrics().retried();
        return waiting(until, said(verdict, what));
    }

    private Instant until(Outcome outcome, Verdict verdict) {
        return verdict.by()
                .until(outcome, scope, Math.max(1, attempts), context.clock().instant(), context.random());
    }

    private Wait waiting(Instant until, String reason) {
        Instant now = context.clock().instant();
        Duration wait = Duration.between(now, until);
        if (!wait.isNegative() && !wait.isZero()) {
            context.metrics().waited(wait);
            LOG.debug("{} waits {} ms: {}", origin(), wait.toMillis(), reason);
        }
        return new Wait(until, origin() + ": " + reason);
    }

    /** The records are out already; so what would be left out is only told, and whatever else is no good is an error. */
    private void judgeLate(int status, Headers headers, Object rest, boolean missed) {
        Outcome outcome = Outcome.ofRead(status, headers, rest, missed);
        Verdict verdict = requester.errors().judge(outcome, scope);
        String what = answered(status, outcome);
        if (verdict.action() == Action.IGNORE) {
            LOG.warn("{}: {}; its records were read before that showed", origin(), what);
        } else if (verdict.repeats() || verdict.action() == Action.RESET_PAGINATION) {
            throw new HeadraceException(ErrorClass.TRANSIENT, origin() + ": " + said(verdict, what));
        } else if (verdict.action() == Action.FAIL) {
            throw failure(outcome, verdict, what);
        }
    }

    /**
     * @param judged whether there is nothing left to judge once records were found
     * @param accepted run when the records were read to the end and nothing is wrong with the response
     */
    private Answer answer(
            int status, Headers headers, HttpUrl url, InputStream body, boolean judged, Runnable accepted) {
        LateJudge late = (rest, missed) -> {
            if (missed || !judged) {
                judgeLate(status, headers, rest, missed);
            }
            accepted.run();
        };
        String shown = draft.method() + " " + context.redactor().url(url);
        return new Answer(status, headers, url, body, context.limits(), shown, late);
    }

    private String answered(int status, Outcome outcome) {
        String text = context.redactor()
                .clean(outcome.error())
                .replaceAll("\\s+", " ")
                .replaceFirst("[. ]+$", "");
        String cut = text.length() > ERROR_TEXT ? text.substring(0, ERROR_TEXT) + "…" : text;
        return "answered " + status + (cut.isEmpty() ? "" : ": " + cut);
    }

    private String said(Verdict verdict, String what) {
        return verdict.message().isEmpty()
                ? what
                : what + ". " + context.redactor().clean(verdict.message());
    }

    private RefusedException failure(Outcome outcome, Verdict verdict, String what) {
        String tries = attempts > 1 ? " (attempt " + attempts + ")" : "";
        return new RefusedException(
                verdict.errorClass(),
                origin() + tries + ": " + said(verdict, what),
                !bare && outcome.isAboutCredentials());
    }

    /** The request for people. */
    @Override
    public String toString() {
        return origin();
    }
}
