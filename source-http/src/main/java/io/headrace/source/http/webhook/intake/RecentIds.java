package io.headrace.source.http.webhook.intake;

import io.headrace.source.http.webhook.event.Delivery;
import io.headrace.source.http.webhook.event.Delivery.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final Map<String, Claim> ids = new LinkedHashMap<>();

    /** @param most how many ids are remembered; zero remembers none */
    public RecentIds(int most) {
        this.most = most;
    }

    /**
     * Asks for ids on behalf of a delivery that is about to store them.
     *
     * @return a claim for each, in their order
     */
    public List<Claim> claim(List<String> wanted, Delivery delivery) {
        if (most == 0) {
            return Collections.nCopies(wanted.size(), GRANTED);
        }
        Claim its = new Claim.UnderWay(delivery);
        List<Claim> claims = new ArrayList<>(wanted.size());
        synchronized (ids) {
            for (String id : wanted) {
                Claim known = ids.putIfAbsent(id, its);
                claims.add(known == null ? GRANTED : known);
                if (ids.size() > most) {
                    ids.remove(ids.keySet().iterator().next());
                }
            }
        }
        return claims;
    }

    /** A delivery that asked for these ids has ended. What it was granted and is not surely stored may be sent again. */
    public void settled(List<String> wanted, Delivery delivery, Result result) {
        Claim its = new Claim.UnderWay(delivery);
        synchronized (ids) {
            for (String id : wanted) {
                if (result == Result.STORED) {
                    ids.replace(id, its, STORED);
                } else {
                    ids.remove(id, its);
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
