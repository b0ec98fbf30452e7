package io.headrace.http.client;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.wire.Body;
import io.headrace.http.wire.RequestDraft;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request and follows redirects. On the same origin a redirect is signed anew; to another one it goes bare: without credentials, without the declared headers, without a
 * body, and only where it is allowed to go.
 */
final class Transport {

    private static final int MOST_REDIRECTS = 10;
    private static final Set<String> HARMLESS = Set.of("accept", "accept-language");

    private final HttpContext context;

    Transport(HttpContext context) {
        this.context = context;
    }

    /** A response with where it came from. */
    record Received(Calls.Running running, HttpUrl url) {

        Response response() {
            return running.response();
        }
    }

    /**
     * Sends.
     *
     * @param signer adds the credentials, again for every redirect on the same origin
     */
    Received send(RequestDraft draft, boolean bare, UnaryOperator<RequestDraft> signer) throws IOException {
        RequestDraft current = bare ? bare(draft) : draft;
        boolean stripped = bare;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Calls.Running running = context.calls().execute(request(stripped ? current : signer.apply(current)));
            Optional<HttpUrl> target = target(running.response(), current.url());
            if (target.isEmpty()) {
                return new Received(running, current.url());
            }
            int status = running.response().code();
            running.response().close();
            context.calls().done(running.call());
            RequestDraft next = redirected(current, status, target.get());
            if (!Origin.of(target.get()).equals(Origin.of(current.url()))) {
                next = leave(next);
                stripped = true;
            }
            current = next;
        }
        throw new IOException("more than " + MOST_REDIRECTS + " redirects");
    }

    private static Optional<HttpUrl> target(Response response, HttpUrl from) {
        boolean redirect = switch (response.code()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
        String location = response.header("Location");
        return redirect && location != null ? Optional.ofNullable(from.resolve(location)) : Optional.empty();
    }

    /** As browsers do: 303 asks with GET, 301 and 302 too where something was posted; 307 and 308 repeat the request. */
    private static RequestDraft redirected(RequestDraft draft, int status, HttpUrl target) {
        boolean repeat = status == 307
                || status == 308
                || draft.method().equals("GET")
                || draft.method().equals("HEAD");
        RequestDraft next = draft.to(target);
        return repeat ? next : new RequestDraft("GET", target, next.headers(), new Body.None(), next.hidden());
    }

    private RequestDraft leave(RequestDraft draft) {
        context.hosts().check(draft.url(), "A redirect of the server");
        if (!draft.body().isNone()) {
            throw HeadraceException.config("The server asks to send the body of the request on to the host '"
                    + draft.url().host()
                    + "', and it may hold credentials. Put that host's address into the declaration.");
        }
        return bare(draft);
    }

    static RequestDraft bare(RequestDraft draft) {
        Headers.Builder kept = new Headers.Builder();
        draft.headers().forEach(header -> {
            if (HARMLESS.contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                kept.add(header.getFirst(), header.getSecond());
            }
        });
        return new RequestDraft(draft.method(), draft.url(), kept.build(), draft.body(), Set.of());
    }

    private static Request request(RequestDraft draft) {
        Headers.Builder headers = draft.headers().newBuilder();
        setIfAbsent(headers, "Accept-Encoding", "gzip");
        setIfAbsent(headers, "Accept", "*/*");
        setIfAbsent(headers, "User-Agent", "Headrace");
        return new Request.Builder()
                .url(draft.url())
                .headers(headers.build())
                .method(draft.method(), body(draft))
                .build();
    }

    private static void setIfAbsent(Headers.Builder headers, String name, String value) {
        if (headers.get(name) == null) {
            headers.set(name, value);
        }
    }

    private static @Nullable RequestBody body(RequestDraft draft) {
        boolean needed = Set.of("POST", "PUT", "PATCH").contains(draft.method());
        if (draft.body().isNone() && !needed) {
            return null;
        }
        String type = draft.headers().get("Content-Type");
        String declared = type == null ? draft.body().contentType() : type;
        return RequestBody.create(draft.body().bytes(), declared.isEmpty() ? null : MediaType.parse(declared));
    }
}
