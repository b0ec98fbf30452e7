package io.headrace.http.client;

import java.io.FilterInputStream;
import java.io.IOException;

/** The bytes of a response as they came over the wire; tells the metrics, and gives the call back when it is closed. */
final class ReceivedStream extends FilterInputStream {

    private static final long TOLD_BYTES = 1 << 20;

    private final Transport.Received received;
    private final HttpContext context;
    private long bytes;

    ReceivedStream(Transport.Received received, HttpContext context) {
        super(received.response().body().byteStream());
        this.received = received;
        this.context = context;
    }

    @Override
    public int read() throws IOException {
        context.calls().check();
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        context.calls().check();
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    /** Long bodies tell on the way. */
    private void count(int more) {
        bytes += more;
        if (bytes > TOLD_BYTES) {
            tell();
        }
    }

    private void tell() {
        context.metrics().received(bytes);
        bytes = 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        tell();
        received.response().close();
        context.calls().done(received.running().call());
    }
}
