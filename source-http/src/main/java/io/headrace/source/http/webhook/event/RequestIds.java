package io.headrace.source.http.webhook.event;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Names for requests, unique over all listeners and restarts. */
final class RequestIds {

    private final String prefix =
            Long.toString(new SecureRandom().nextLong() & Long.MAX_VALUE, Character.MAX_RADIX) + "-";
    private final AtomicLong count = new AtomicLong();

    String next() {
        return prefix + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }
}
