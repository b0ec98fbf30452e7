package io.headrace.source.http.webhook.listener;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.source.http.webhook.route.Route;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.List;

/** What the worker that validates a configuration says to it. */
public final class ListenerCheck {

    private ListenerCheck() {}

    /** Looks at the port, at the paths that other connectors have on it, at the certificate and the key. */
    public static void check(Values values, String connector, List<Route> routes, Problems problems) {
        ListenerConfig config = ListenerConfig.of(values);
        config.tls().ifPresent(tls -> checkTls(tls, problems));
        if (Listeners.OF_THIS_JVM.isOpen(config.port())) {
            Listeners.OF_THIS_JVM
                    .clash(config.port(), connector, routes)
                    .ifPresent(theirs -> problems.add(
                            "path",
                            "it overlaps with " + theirs + " on port " + config.port()
                                    + "; one connector takes a request. " + Listeners.ANOTHER_PATH + "."));
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (IOException e) {
            problems.add(
                    ListenerSettings.PORT,
                    "'" + config.port() + "' cannot be opened at " + config.host() + " on this worker: "
                            + e.getMessage()
                            + "; it must be free and allowed. Choose another, stop what has it, or set validate.connect=false where that is another worker of the same connector.");
        }
    }

    private static void checkTls(ListenerConfig.Tls tls, Problems problems) {
        try {
            Pem.context(tls);
        } catch (NoSuchFileException e) {
            problems.add(
                    ListenerSettings.CERT,
                    "'" + e.getFile()
                            + "' is no file that the worker can read. Copy it to every worker, or correct the path.");
        } catch (IOException e) {
            problems.add(
                    ListenerSettings.CERT, "a file cannot be read: " + e.getMessage() + ". Let the worker read it.");
        } catch (GeneralSecurityException e) {
            problems.add(ListenerSettings.CERT, e.getMessage() + ".");
        }
    }
}
