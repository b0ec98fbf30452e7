package io.headrace.source.http.webhook.listener;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/** Which pages of other origins may post events (Fetch standard, "CORS protocol"). */
record Cors(List<String> origins, List<String> headers, Duration maxAge) {

    static boolean isOrigin(String text) {
        return text.equals("*") || text.matches("https?://[A-Za-z0-9.-]+(:[0-9]+)?") || text.equals("null");
    }

    /** Tells a browser that a page may read the answer. */
    void allow(HttpFields request, HttpFields.Mutable response) {
        if (origins.isEmpty()) {
            return;
        }
        response.put("Vary", "Origin");
        String origin = request.get("Origin");
        if (origin != null && (origins.contains("*") || origins.contains(origin))) {
            response.put("Access-Control-Allow-Origin", origin);
        }
    }

    /** Whether a browser only asks what it may do. */
    boolean isQuestion(String method, HttpFields request) {
        return !origins.isEmpty() && method.equals("OPTIONS") && request.contains("Access-Control-Request-Method");
    }

    /** Answers that question. */
    void answer(HttpFields.Mutable response) {
        if (response.contains("Access-Control-Allow-Origin")) {
            response.put("Access-Control-Allow-Methods", "POST");
            response.put("Access-Control-Allow-Headers", String.join(", ", headers));
            response.put("Access-Control-Max-Age", maxAge.toSeconds());
        }
    }
}
