package io.headrace.source.http.webhook.verify;

import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * The TLS layer has checked the client's certificate; this asks whose it is.
 *
 * @param names the names allowed; none allows every client that the authorities have signed
 */
record ClientCertificate(List<String> names) implements Verifier {

    @Override
    public void checkHead(Head head, Instant now) throws RefusedRequestException {
        if (head.clientNames().isEmpty()) {
            throw RefusedRequestException.unauthorized("The client must show a certificate.");
        }
        if (!names.isEmpty() && Collections.disjoint(names, head.clientNames())) {
            throw RefusedRequestException.unauthorized(
                    "The client's certificate is for none of the names allowed here.");
        }
    }

    @Override
    public void check(Head head, byte[] body) {
        // The head has said all.
    }
}
