package io.headrace.source.http.webhook.listener;

import io.headrace.source.http.webhook.intake.Intake;
import io.headrace.source.http.webhook.intake.RecentIds;
import io.headrace.source.http.webhook.route.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What one connector listens to, and those of its tasks that run in this JVM. Thread-safe. */
final class Endpoint {

    private final String connector;
    private final Map<String, String> properties;
    private final List<Route> routes;
    private final RecentIds recentIds;
    private final List<Intake> intakes = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param properties the connector's configuration, to tell two generations of it apart */
    Endpoint(String connector, Map<String, String> properties, List<Route> routes, RecentIds recentIds) {
        this.connector = connector;
        this.properties = Map.copyOf(properties);
        this.routes = List.copyOf(routes);
        this.recentIds = recentIds;
    }

    String connector() {
        return connector;
    }

    List<Route> routes() {
        return routes;
    }

    RecentIds recentIds() {
        return recentIds;
    }

    boolean isOf(Map<String, String> others) {
        return properties.equals(others);
    }

    void add(Intake intake) {
        intakes.add(intake);
    }

    /** Takes a task away, and says whether none is left. */
    boolean remove(Intake intake) {
        intakes.remove(intake);
        return intakes.isEmpty();
    }

    boolean isLive() {
        return intakes.stream().anyMatch(Intake::isLive);
    }

    /** The task that takes the next request: of those that Connect polls, the one with the fewest waiting, by turns. Empty when the last one has just left; perhaps it is not live. */
    Optional<Intake> choose() {
        List<Intake> now = List.copyOf(intakes);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        int first = turn.getAndIncrement() & Integer.MAX_VALUE;
        Intake best = now.get(first % now.size());
        for (int i = 1; i < now.size(); i++) {
            Intake other = now.get((first + i) % now.size());
            boolean better = other.isLive() && (!best.isLive() || other.waiting() < best.waiting());
            best = better ? other : best;
        }
        return Optional.of(best);
    }
}
