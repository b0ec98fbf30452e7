package io.headrace.source.http.webhook.verify;

/** The hash of a signature. */
public enum Algorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String javaName;

    Algorithm(String javaName) {
        this.javaName = javaName;
    }

    String javaName() {
        return javaName;
    }
}
