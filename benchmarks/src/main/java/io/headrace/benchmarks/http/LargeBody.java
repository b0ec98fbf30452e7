package io.headrace.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/** One answer with very many charges, which are made while they are sent. */
final class LargeBody extends IteratingCallback {
    private static final int AT_ONCE = 64;

    private final Charges charges;
    private final long count;
    private final Response response;
    private final Callback callback;
    private long made;
    private boolean begun;
    private boolean ended;

    LargeBody(Charges charges, long count, Response response, Callback callback) {
        this.charges = charges;
        this.count = count;
        this.response = response;
        this.callback = callback;
    }

    @Override
    protected Action process() {
        if (!begun) {
            begun = true;
            return send("{\"data\":[", false);
        }
        if (made == count) {
            if (ended) {
                return Action.SUCCEEDED;
            }
            ended = true;
            return send("],\"has_more\":false}", true);
        }
        int size = (int) Math.min(AT_ONCE, count - made);
        byte[] chunk = new byte[size * (Charges.BYTES + 1)];
        for (int i = 0; i < size; i++) {
            int at = i * (Charges.BYTES + 1);
            chunk[at] = (byte) (made + i == 0 ? ' ' : ',');
            charges.write(made + i, chunk, at + 1);
        }
        made += size;
        response.write(false, ByteBuffer.wrap(chunk), this);
        return Action.SCHEDULED;
    }

    private Action send(String text, boolean last) {
        response.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        callback.failed(cause);
    }
}
