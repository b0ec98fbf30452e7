package io.headrace.source.http.webhook.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request without its body.
 *
 * @param path the path as it was sent, without the query
 * @param query the query as it was sent, without the question mark; empty when there is none
 * @param captured what stands in the path where the route's path has a name in braces
 * @param clientNames the names in the certificate that the client showed: common name and DNS names; empty without one
 */
public record Head(
        String method,
        String path,
        String query,
        Headers headers,
        Map<String, String> captured,
        List<String> clientNames) {

    /** The headers of a request; names go without regard to case. */
    @FunctionalInterface
    public interface Headers {
        /** The first header of that name. */
        Optional<String> first(String name);
    }

    /** A header's value without the spaces around it; empty when it is not there or blank. */
    public Optional<String> header(String name) {
        return headers.first(name).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** A parameter of the query, decoded. */
    public Optional<String> parameter(String name) {
        return UrlEncoded.parse(query).stream()
                .filter(pair -> pair.name().equals(name))
                .findFirst()
                .map(UrlEncoded.Pair::value);
    }

    /** Shows neither header nor query, since both may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
