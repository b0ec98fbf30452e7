package io.headrace.http.custom;

import java.util.Map;

/**
 * A request that is to be sent.
 *
 * @param method in capitals
 * @param url with its query
 * @param headers by name; any case finds its value
 * @param body what is sent, byte by byte; may be empty
 */
public record CustomRequest(String method, String url, Map<String, String> headers, byte[] body) {

    /** Without the query, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + url.replaceFirst("[?#].*", "");
    }
}
