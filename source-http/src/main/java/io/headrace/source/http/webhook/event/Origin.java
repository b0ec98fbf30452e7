package io.headrace.source.http.webhook.event;

import io.headrace.source.http.webhook.message.Head;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.header.Header;

/**
 * What the events of one request have in common.
 *
 * @param request the request's own id
 * @param receivedAt when it came, milliseconds since 1970
 * @param headers the headers that are kept, as a JSON object; empty when none are to be
 * @param facts the record headers that say where and when it came
 * @param kept the record headers that keep those of the request
 */
record Origin(
        String request, Head head, long receivedAt, Optional<String> headers, List<Header> facts, List<Header> kept) {}
