package io.headrace.source.http.webhook.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.source.http.webhook.body.Bodies;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The answer to one request, given once; whoever comes later is too late. Thread-safe. */
final class Reply {

    private final Response response;
    private final Callback callback;
    private final Connection connection;
    private final Connections connections;
    private final Duration retryAfter;
    private final AtomicBoolean given = new AtomicBoolean();

    Reply(Response response, Callback callback, Connections connections, Duration retryAfter) {
        this.response = response;
        this.callback = callback;
        this.connection = response.getRequest().getConnectionMetaData().getConnection();
        this.connections = connections;
        this.retryAfter = retryAfter;
    }

    HttpFields.Mutable headers() {
        return response.getHeaders();
    }

    boolean isGiven() {
        return given.get();
    }

    /** Every event of the request is in Kafka. */
    boolean stored(int events, int repeated) {
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        write(
                200,
                "application/json",
                "{\"stored\":" + events + (repeated == 0 ? "" : ",\"repeated\":" + repeated) + "}");
        return true;
    }

    /** A good answer of another kind. */
    boolean text(int status, String type, String text) {
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        write(status, type, text);
        return true;
    }

    boolean refuse(RefusedRequestException refused, String challenge) {
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        if (refused.status() == 401) {
            headers().put("WWW-Authenticate", challenge);
        }
        write(refused.status(), refused.text(), false);
        return true;
    }

    /** The request is right, and this is not the time for it. */
    boolean comeAgain(int status, String text) {
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        headers().put("Retry-After", retryAfter.toSeconds());
        write(status, text, false);
        return true;
    }

    boolean error(int status, String text, boolean close) {
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        write(status, text, close);
        return true;
    }

    private void write(int status, String text, boolean close) {
        // Jetty closes a connection on which the rest of a body is still to come: the sender must not use it again.
        if (close || !response.getRequest().consumeAvailable()) {
            headers().put("Connection", "close");
        }
        write(status, "application/json", new String(Bodies.object(Map.of("error", text)), UTF_8));
    }

    private void write(int status, String type, String text) {
        byte[] body = text.getBytes(UTF_8);
        response.setStatus(status);
        if (connections.isCrowded()) {
            headers().put("Connection", "close");
        }
        if (body.length > 0) {
            headers().put("Content-Type", type);
            headers().put("Content-Length", body.length);
        }
        response.write(true, ByteBuffer.wrap(body), Callback.from(this::done, this::failed));
    }

    private void done() {
        // Before Jetty may begin with the connection's next request.
        connections.idle(connection);
        callback.succeeded();
    }

    private void failed(Throwable failure) {
        callback.failed(failure);
    }
}
