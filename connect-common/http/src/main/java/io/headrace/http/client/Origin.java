package io.headrace.http.client;

import okhttp3.HttpUrl;

/** Who answers at an address: scheme, host and port. */
record Origin(String scheme, String host, int port) {

    static Origin of(HttpUrl url) {
        return new Origin(url.scheme(), url.host(), url.port());
    }
}
