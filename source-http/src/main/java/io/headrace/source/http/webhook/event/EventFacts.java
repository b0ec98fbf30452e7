package io.headrace.source.http.webhook.event;

import java.util.Optional;

/**
 * What is known of an event besides its body.
 *
 * @param receivedAt milliseconds since 1970
 * @param headers the headers that are kept, as a JSON object
 */
record EventFacts(
        String id, Optional<String> type, String route, long receivedAt, String path, Optional<String> headers) {}
