package io.headrace.http.client;

import io.headrace.http.decode.Inflation;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.Sender;
import io.headrace.http.wire.SmallAnswer;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.Response;

/** Sends requests for tokens: to addresses of the declaration, once, and the answer is small. */
final class DirectSender implements Sender {

    private final HttpContext context;

    DirectSender(HttpContext context) {
        this.context = context;
    }

    @Override
    public SmallAnswer send(RequestDraft draft) throws IOException {
        context.hosts().know(draft.url());
        Transport.Received received = new Transport(context).send(draft, false, current -> current);
        try (Response response = received.response();
                InputStream raw = new ReceivedStream(received, context);
                InputStream body = "gzip".equalsIgnoreCase(response.header("Content-Encoding"))
                        ? Inflation.gzip(raw, context.limits())
                        : raw) {
            return new SmallAnswer(
                    response.code(),
                    response.headers(),
                    body.readNBytes(context.limits().peekBytes()));
        } finally {
            context.calls().done(received.running().call());
        }
    }
}
