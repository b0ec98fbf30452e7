package io.headrace.source.http.webhook.listener;

import io.headrace.source.http.webhook.intake.Budget;
import io.headrace.source.http.webhook.intake.Intake;
import io.headrace.source.http.webhook.intake.RecentIds;
import io.headrace.source.http.webhook.route.Route;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The listeners of a JVM: one for each port, open as long as a task has a lease on it. Thread-safe. */
public final class Listeners {

    /** Those of this JVM. */
    public static final Listeners OF_THIS_JVM = new Listeners();

    private final Map<Integer, Listener> byPort = new HashMap<>();

    /** Another connector, or the same one before it was configured anew, is in the way. */
    public static final class TakenException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String mend;

        TakenException(String message, String mend) {
            super(message);
            this.mend = mend;
        }

        /** What can be done about it, as a sentence without its end. */
        public String mend() {
            return mend;
        }
    }

    static final String ANOTHER_PATH = "Set path to another, or make the two connectors routes of one";

    /** A task's share in a listener. */
    public final class Lease implements AutoCloseable {

        private final Listener listener;
        private final Endpoint endpoint;
        private final Intake intake;

        Lease(Listener listener, Endpoint endpoint, Intake intake) {
            this.listener = listener;
            this.endpoint = endpoint;
            this.intake = intake;
        }

        /** The memory that the listener's requests share. */
        public Budget budget() {
            return listener.budget();
        }

        /** Closes the port when this was the last lease. Requests must be answered before. */
        @Override
        public void close() {
            release(listener, endpoint, intake);
        }
    }

    /** What another connector's path on this port has in common with these routes. */
    synchronized Optional<String> clash(int port, String connector, List<Route> routes) {
        return Optional.ofNullable(byPort.get(port))
                .flatMap(listener -> listener.endpoints().clash(connector, routes));
    }

    /** Whether this JVM itself listens there. */
    public synchronized boolean isOpen(int port) {
        return byPort.containsKey(port);
    }

    /**
     * Brings a task to its listener, and opens the port if it is the first.
     *
     * @param connector the connector's name
     * @param properties its configuration, the same for all its tasks
     * @param dedupeIds how many ids of events are remembered
     * @throws TakenException when others have the port or a path for now
     * @throws IOException when the port cannot be opened
     * @throws GeneralSecurityException when the certificate or the key cannot be used
     */
    public synchronized Lease attach(
            ListenerConfig config,
            String connector,
            Map<String, String> properties,
            List<Route> routes,
            int dedupeIds,
            Intake intake)
            throws TakenException, IOException, GeneralSecurityException {
        Listener known = byPort.get(config.port());
        Listener listener = known == null ? new Listener(config) : known;
        if (!listener.config().equals(config)) {
            throw new TakenException(
                    "The port " + config.port()
                            + " is open with other settings of the listener, for this or another connector",
                    "Connectors share a port when their listener, TLS and limit settings are the same. Make them the same, or set port to another");
        }
        Endpoint endpoint = endpoint(listener, connector, properties, routes, dedupeIds);
        endpoint.add(intake);
        if (known == null) {
            listener.open();
            byPort.put(config.port(), listener);
        }
        return new Lease(listener, endpoint, intake);
    }

    private static Endpoint endpoint(
            Listener listener, String connector, Map<String, String> properties, List<Route> routes, int dedupeIds)
            throws TakenException {
        Optional<Endpoint> known = listener.endpoints().of(connector);
        if (known.isPresent()) {
            if (!known.get().isOf(properties)) {
                throw new TakenException(
                        "Tasks of this connector's former configuration still run",
                        "They end by themselves; restart the connector if they do not");
            }
            return known.get();
        }
        Optional<String> clash = listener.endpoints().clash(connector, routes);
        if (clash.isPresent()) {
            throw new TakenException("A path overlaps with " + clash.get(), ANOTHER_PATH);
        }
        Endpoint endpoint = new Endpoint(connector, properties, routes, new RecentIds(dedupeIds));
        listener.endpoints().add(endpoint);
        return endpoint;
    }

    private synchronized void release(Listener listener, Endpoint endpoint, Intake intake) {
        if (endpoint.remove(intake)) {
            listener.endpoints().remove(endpoint);
        }
        if (listener.endpoints().isEmpty() && byPort.remove(listener.config().port(), listener)) {
            listener.close();
        }
    }
}
