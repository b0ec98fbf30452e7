package io.headrace.http.wire;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * A request as a value. Its text shows neither header values nor query values nor the body.
 *
 * @param method in capitals
 * @param hidden the names, in small letters, of headers and parameters whose values are secret
 */
public record RequestDraft(String method, HttpUrl url, Headers headers, Body body, Set<String> hidden) {

    public RequestDraft {
        hidden = Set.copyOf(hidden);
    }

    /** A request without headers and body. */
    public static RequestDraft of(String method, HttpUrl url) {
        return new RequestDraft(method, url, Headers.of(), new Body.None(), Set.of());
    }

    /** The same request to another address. */
    public RequestDraft to(HttpUrl other) {
        return new RequestDraft(method, other, headers, body, hidden);
    }

    /** The same request with another body. */
    public RequestDraft with(Body other) {
        return new RequestDraft(method, url, headers, other, hidden);
    }

    /** With a header; one of the same name gives way. Bad characters are refused without showing the value. */
    public RequestDraft header(String name, String value) {
        HeaderText.check(name, value);
        return new RequestDraft(
                method, url, headers.newBuilder().set(name, value).build(), body, hidden);
    }

    /** With a query parameter; one of the same name gives way. */
    public RequestDraft parameter(String name, String value) {
        return to(url.newBuilder().setQueryParameter(name, value).build());
    }

    /** Marks the header or parameter of this name as secret. */
    public RequestDraft hiding(String name) {
        Set<String> more = new HashSet<>(hidden);
        more.add(name.toLowerCase(Locale.ROOT));
        return new RequestDraft(method, url, headers, body, more);
    }

    @Override
    public String toString() {
        return method + " "
                + url.newBuilder()
                        .username("")
                        .password("")
                        .query(null)
                        .fragment(null)
                        .build();
    }
}
