package io.headrace.benchmarks.chaos;

import java.io.IOException;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.rmi.RMIConnection;
import javax.management.remote.rmi.RMIServer;
import org.jspecify.annotations.Nullable;

/** What a worker's sink tasks say of themselves over JMX. Not safe for use by several threads. */
final class Gauges implements AutoCloseable {

    private static final String BUFFERED = "durable-lag-records";

    private final int port;
    private final ObjectName plugins;
    private @Nullable RMIConnection session;

    Gauges(int port) {
        this.port = port;
        try {
            this.plugins = new ObjectName("kafka.connect:type=plugins,*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** {@return the options by which a JVM on this machine answers} */
    static List<String> jvmOptions(int port) {
        String jmx = "-Dcom.sun.management.jmxremote";
        return List.of(
                jmx + ".port=" + port,
                jmx + ".rmi.port=" + port,
                jmx + ".host=127.0.0.1",
                jmx + ".authenticate=false",
                jmx + ".ssl=false",
                "-Djava.rmi.server.hostname=127.0.0.1");
    }

    /** {@return by connector, how many records its tasks here have taken from Kafka that are not durable yet; empty when the worker does not answer} */
    Map<String, Long> buffered() {
        Map<String, Long> buffered = new HashMap<>();
        try {
            RMIConnection server = connection();
            for (ObjectName task : server.queryNames(plugins, null, null)) {
                Object records = valueOf(server, task);
                if (records instanceof Number number) {
                    buffered.merge(task.getKeyProperty("connector"), number.longValue(), Long::sum);
                }
            }
        } catch (IOException | NotBoundException | JMException e) {
            close();
        }
        return buffered;
    }

    private static @Nullable Object valueOf(RMIConnection server, ObjectName task) throws IOException, JMException {
        try {
            return server.getAttribute(task, BUFFERED, null);
        } catch (InstanceNotFoundException | AttributeNotFoundException e) {
            // The task has just ended, or the plugin is not a task of ours.
            return null;
        }
    }

    private RMIConnection connection() throws IOException, NotBoundException {
        RMIConnection open = session;
        if (open == null) {
            RMIServer server =
                    (RMIServer) LocateRegistry.getRegistry("127.0.0.1", port).lookup("jmxrmi");
            open = server.newClient(null);
            session = open;
        }
        return open;
    }

    /** Forgets the session without a word to the worker, which may be dead or frozen. */
    @Override
    public void close() {
        session = null;
    }
}
