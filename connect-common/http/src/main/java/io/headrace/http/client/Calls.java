package io.headrace.http.client;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The calls that one task has under way, so that they can be ended together, bodies included. Thread-safe. */
final class Calls {

    private final OkHttpClient client;
    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    Calls(OkHttpClient client) {
        this.client = client;
    }

    /** A response and the call that brought it; the call must be given back after the body. */
    record Running(Call call, Response response) {}

    Running execute(Request request) throws IOException {
        check();
        Call call = client.newCall(request);
        open.add(call);
        boolean running = false;
        try {
            if (cancelled) {
                call.cancel();
            }
            Response response = call.execute();
            running = true;
            return new Running(call, response);
        } finally {
            if (!running) {
                open.remove(call);
            }
        }
    }

    void done(Call call) {
        open.remove(call);
    }

    int underWay() {
        return open.size();
    }

    void check() {
        if (cancelled) {
            throw new CancelledException();
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
        open.forEach(Call::cancel);
    }
}
