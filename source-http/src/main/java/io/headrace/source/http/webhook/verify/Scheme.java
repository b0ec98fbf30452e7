package io.headrace.source.http.webhook.verify;

import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;

/** Where a provider puts its signature, and what it signs besides the body. */
@FunctionalInterface
interface Scheme {

    /** @throws RefusedRequestException when the headers are not those of a signed request */
    Claim claim(Head head) throws RefusedRequestException;
}
