package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One method and path of a {@link MockApi}: its handler, what stands before it, and what it says instead for a while. */
public final class Route {
    private final String method;
    private final String path;
    private final String[] segments;
    private final boolean literal;
    private final Handler handler;
    private final List<Behaviour> behaviours = new CopyOnWriteArrayList<>();
    private final Deque<Reply> scripted = new ArrayDeque<>();
    private final Map<Long, Consumer<Call>> moments = new ConcurrentHashMap<>();
    private final Map<Long, UnaryOperator<Reply>> changes = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();

    Route(String method, String path, Handler handler) {
        this.method = method;
        this.path = path;
        this.segments = path.split("/", -1);
        this.literal = !path.contains("{");
        this.handler = handler;
    }

    /** Puts a behaviour before the handler, inside those added earlier. */
    public Route with(Behaviour behaviour) {
        behaviours.add(behaviour);
        return this;
    }

    /** Answers the next {@code times} requests with {@code reply}, after what is scripted already. */
    public Route say(int times, Reply reply) {
        synchronized (scripted) {
            for (int i = 0; i < times; i++) {
                scripted.add(reply);
            }
        }
        return this;
    }

    /** Does something just before the {@code nth} request of this route (from 1) is answered, such as changing a table. */
    public Route at(long nth, Consumer<Call> moment) {
        moments.put(nth, moment);
        return this;
    }

    /** Changes each answer. */
    public Route spoil(UnaryOperator<Reply> change) {
        return with((call, next) -> change.apply(next.answer(call)));
    }

    /** Changes the answer to the {@code nth} request of this route (from 1) only. */
    public Route spoil(long nth, UnaryOperator<Reply> change) {
        changes.put(nth, change);
        return this;
    }

    /** {@return how many requests came to this route} */
    public long calls() {
        return calls.get();
    }

    /** {@return what the placeholders stand for; null when the request is for another route} */
    @Nullable Map<String, String> match(String asked, String askedPath) {
        if (!asked.equals(method) && !method.equals("*")) {
            return null;
        }
        if (literal) {
            return path.equals(askedPath) ? Map.of() : null;
        }
        String[] given = askedPath.split("/", -1);
        if (given.length != segments.length) {
            return null;
        }
        Map<String, String> vars = new LinkedHashMap<>();
        for (int i = 0; i < given.length; i++) {
            String segment = segments[i];
            if (segment.startsWith("{")) {
                vars.put(segment.substring(1, segment.length() - 1), given[i]);
            } else if (!segment.equals(given[i])) {
                return null;
            }
        }
        return vars;
    }

    Reply answer(Call call) {
        long nth = calls.incrementAndGet();
        Consumer<Call> moment = moments.get(nth);
        if (moment != null) {
            moment.accept(call);
        }
        UnaryOperator<Reply> change = changes.get(nth);
        return change == null ? handle(call) : change.apply(handle(call));
    }

    private Reply handle(Call call) {
        synchronized (scripted) {
            Reply instead = scripted.poll();
            if (instead != null) {
                return instead;
            }
        }
        Handler guarded = handler;
        for (int i = behaviours.size() - 1; i >= 0; i--) {
            guarded = behaviours.get(i).before(guarded);
        }
        return guarded.answer(call);
    }
}
