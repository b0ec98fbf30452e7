package io.headrace.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * The API. No thread waits: late answers are scheduled.
 *
 * <ul>
 *   <li>{@code /RUN/LATENCY/charges?created[gte]=…&created[lte]=…&limit=…&starting_after=…}: a page, so many milliseconds late
 *   <li>{@code /RUN/LATENCY/all?records=…}: one body with all of them
 *   <li>{@code /RUN}: when the first request of a run came, in milliseconds since the epoch, and how many came
 * </ul>
 */
final class ChargeHandler extends Handler.Abstract.NonBlocking {
    private static final byte[] LAST = head(false);
    private static final byte[] NOT_LAST = head(true);
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

    private final Charges charges = new Charges();
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    private static final class Run {
        private final long first = System.currentTimeMillis();
        private final AtomicLong requests = new AtomicLong();
    }

    private static byte[] head(boolean more) {
        return ("{\"object\":\"list\",\"url\":\"/charges\",\"has_more\":" + more + ",\"data\":[")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String[] path = Request.getPathInContext(request).split("/");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        if (path.length == 2) {
            Run run = runs.get(path[1]);
            String told = run == null ? "0 0" : run.first + " " + run.requests;
            write(response, told.getBytes(StandardCharsets.US_ASCII), callback);
            return true;
        }
        runs.computeIfAbsent(path[1], name -> new Run()).requests.incrementAndGet();
        Fields query = Request.extractQueryParameters(request);
        if (path[3].equals("all")) {
            new LargeBody(charges, number(query, "records"), response, callback).iterate();
            return true;
        }
        long latency = Long.parseLong(path[2]);
        if (latency == 0) {
            write(response, page(query), callback);
        } else {
            byte[] page = page(query);
            request.getComponents()
                    .getScheduler()
                    .schedule(() -> write(response, page, callback), latency, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private byte[] page(Fields query) {
        String after = query.getValue("starting_after");
        long from = after == null ? number(query, "created[gte]") - Charges.FIRST : Charges.number(after) + 1;
        long to = number(query, "created[lte]") - Charges.FIRST;
        int size = (int) Math.max(0, Math.min(number(query, "limit"), to - from + 1));
        byte[] head = from + size > to ? LAST : NOT_LAST;
        int commas = Math.max(0, size - 1);
        byte[] page = new byte[head.length + size * Charges.BYTES + commas + END.length];
        System.arraycopy(head, 0, page, 0, head.length);
        int at = head.length;
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                page[at++] = ',';
            }
            charges.write(from + i, page, at);
            at += Charges.BYTES;
        }
        System.arraycopy(END, 0, page, at, END.length);
        return page;
    }

    private static long number(Fields query, String name) {
        return Long.parseLong(Objects.requireNonNull(query.getValue(name), name));
    }

    private static void write(Response response, byte[] body, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
