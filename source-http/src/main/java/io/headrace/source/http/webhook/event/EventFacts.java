package io.headrace.source.http.webhook.event;

import java.util.Optional;

/** What is known of an event besides its body. */
record EventFacts(String id, Optional<String> type, String route, Origin origin) {}
