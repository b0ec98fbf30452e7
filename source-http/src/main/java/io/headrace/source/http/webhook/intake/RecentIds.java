package io.headrace.source.http.webhook.intake;

import io.headrace.source.http.webhook.event.Delivery;
import io.headrace.source.http.webhook.event.Delivery.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of the last events, so that one that is sent again is not stored again. Best effort: it is forgotten when the listener ends and when too many others came since. Thread-safe.
 */
public final class RecentIds {

    /** A request's place in the order of things: an event is stored, or somebody else is about to store it. */
    public sealed interface Claim {
        /** It is new, and the asker is the one who stores it. */
        record Granted() implements Claim {}

        /** Kafka has it. */
        record Stored() implements Claim {}

        /** It is under way in this delivery. */
        record UnderWay(Delivery delivery) implements Claim {}
    }

    private static final Claim GRANTED = new Claim.Granted();
    private static final Claim STORED = new Claim.Stored();

    private final int most;
    private final Map<String, Optional<Delivery>> ids = new LinkedHashMap<>();

    /** @param most how many ids are remembered; zero remembers none */
    public RecentIds(int most) {
        this.most = most;
    }

    /** Asks for an id on behalf of a delivery that is about to store it. */
    public Claim claim(String id, Delivery delivery) {
        if (most == 0) {
            return GRANTED;
        }
        synchronized (ids) {
            Optional<Delivery> known = ids.get(id);
            if (known == null) {
                ids.put(id, Optional.of(delivery));
                if (ids.size() > most) {
                    ids.remove(ids.keySet().iterator().next());
                }
                return GRANTED;
            }
            return known.<Claim>map(Claim.UnderWay::new).orElse(STORED);
        }
    }

    /** The delivery that claimed these ids has ended. What is not surely stored may be sent again. */
    public void settled(List<String> claimed, Delivery delivery, Result result) {
        synchronized (ids) {
            for (String id : claimed) {
                Optional<Delivery> known = ids.get(id);
                if (known != null && known.filter(other -> other == delivery).isPresent()) {
                    if (result == Result.STORED) {
                        ids.put(id, Optional.empty());
                    } else {
                        ids.remove(id);
                    }
                }
            }
        }
    }

    public int size() {
        synchronized (ids) {
            return ids.size();
        }
    }
}
