package io.headrace.source.http.webhook.listener;

import io.headrace.source.http.webhook.route.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the connectors on one port listen to. Thread-safe. */
final class Endpoints {

    /** A route that a request is for, with what its path captured. */
    record Target(Endpoint endpoint, Route route, Map<String, String> captured) {}

    private final List<Endpoint> all = new CopyOnWriteArrayList<>();

    void add(Endpoint endpoint) {
        all.add(endpoint);
    }

    void remove(Endpoint endpoint) {
        all.remove(endpoint);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Optional<Endpoint> of(String connector) {
        return all.stream()
                .filter(endpoint -> endpoint.connector().equals(connector))
                .findFirst();
    }

    /** A route of somebody else whose path fits the same requests. */
    Optional<String> clash(String connector, List<Route> routes) {
        for (Endpoint endpoint : all) {
            for (Route theirs : endpoint.routes()) {
                boolean overlaps = routes.stream().anyMatch(ours -> ours.path().overlaps(theirs.path()));
                if (overlaps && !endpoint.connector().equals(connector)) {
                    return Optional.of(theirs.path() + " of the connector '" + endpoint.connector() + "'");
                }
            }
        }
        return Optional.empty();
    }

    Optional<Target> find(String path) {
        for (Endpoint endpoint : all) {
            for (Route route : endpoint.routes()) {
                Optional<Map<String, String>> captured = route.path().match(path);
                if (captured.isPresent()) {
                    return Optional.of(new Target(endpoint, route, captured.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether some connector here takes events; what is for another one is answered by its route. */
    boolean isLive() {
        return all.stream().anyMatch(Endpoint::isLive);
    }
}
