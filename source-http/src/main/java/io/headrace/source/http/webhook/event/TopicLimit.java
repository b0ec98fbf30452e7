package io.headrace.source.http.webhook.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** How many topics senders may name, so that nobody can fill a cluster with topics. Thread-safe. */
public final class TopicLimit {

    private final Pattern allowed;
    private final int most;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** @param most how many topics there may be in the life of a task */
    public TopicLimit(Pattern allowed, int most) {
        this.allowed = allowed;
        this.most = most;
    }

    boolean admit(String topic) {
        if (seen.contains(topic)) {
            return true;
        }
        if (seen.size() >= most || !allowed.matcher(topic).matches()) {
            return false;
        }
        seen.add(topic);
        return true;
    }
}
