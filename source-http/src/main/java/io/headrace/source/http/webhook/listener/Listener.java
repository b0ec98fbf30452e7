package io.headrace.source.http.webhook.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.source.http.webhook.body.Bodies;
import io.headrace.source.http.webhook.intake.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open port. */
final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private static final int MOST_THREADS = 32;
    private static final int MOST_HEADER_BYTES = 16 << 10;

    /** Most batches come with one read then. Only a connection that is just being read has such a buffer. */
    private static final int READ_BYTES = 32 << 10;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(100);
    private static final Duration SWEEP = Duration.ofMillis(250);
    private static final Duration RELOAD = Duration.ofSeconds(5);

    private final ListenerConfig config;
    private final Endpoints endpoints = new Endpoints();
    private final Budget budget;
    private final Connections connections;
    private final Server server;

    /** Does not open the port yet, so that there is something to listen to when it is opened. */
    Listener(ListenerConfig config) {
        this.config = config;
        this.budget = new Budget(config.bufferBytes());
        this.connections = new Connections(config.idleTimeout(), config.connections(), System::nanoTime);
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName("headrace-webhook-" + config.port());
        threads.setDaemon(true);
        this.server = new Server(threads);
    }

    /**
     * Opens the port.
     *
     * @throws IOException when the port cannot be had
     * @throws GeneralSecurityException when the certificate or the key cannot be used
     */
    void open() throws IOException, GeneralSecurityException {
        Optional<SslContextFactory.Server> tls = tls();
        ServerConnector connector = new ServerConnector(
                server, null, null, null, 1, -1, factories(tls).toArray(ConnectionFactory[]::new));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setAcceptQueueSize(1024);
        connector.setIdleTimeout(greatest(config.idleTimeout(), config.requestTimeout(), config.ackTimeout())
                .plusSeconds(5)
                .toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
        connector.addBean(connections);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.connections(), connector));
        server.setErrorHandler(this::plainError);
        server.setStopTimeout(STOP_PATIENCE.toMillis());
        Exchange.Tools tools = new Exchange.Tools(config, budget, server.getScheduler(), Clock.systemUTC());
        server.setHandler(new GracefulHandler(new WebhookHandler(config, endpoints, connections, tools)));
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IOException("The server does not start: " + e.getMessage(), e);
        }
        sweep();
        tls.ifPresent(context ->
                reload(context, config.tls().orElseThrow(), changed(config.tls().orElseThrow())));
        LOG.info("Webhooks are taken at {} ({})", config.address(), tls.isPresent() ? "https" : "http");
    }

    private static Duration greatest(Duration... times) {
        Duration greatest = Duration.ZERO;
        for (Duration time : times) {
            greatest = time.compareTo(greatest) > 0 ? time : greatest;
        }
        return greatest;
    }

    private Optional<SslContextFactory.Server> tls() throws IOException, GeneralSecurityException {
        if (config.tls().isEmpty()) {
            return Optional.empty();
        }
        ListenerConfig.Tls tls = config.tls().get();
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(Pem.context(tls));
        factory.setNeedClientAuth(tls.clientAuth() == ListenerSettings.ClientAuth.REQUIRED);
        factory.setWantClientAuth(tls.clientAuth() == ListenerSettings.ClientAuth.REQUESTED);
        return Optional.of(factory);
    }

    private static List<ConnectionFactory> factories(Optional<SslContextFactory.Server> tls) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        List<ConnectionFactory> factories = new ArrayList<>();
        tls.ifPresent(context -> factories.add(new SslConnectionFactory(context, "http/1.1")));
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        plain.setInputBufferSize(READ_BYTES);
        factories.add(plain);
        return factories;
    }

    /** Requests that Jetty itself refuses: a broken one, or one that comes while the listener ends. Nothing of the request is repeated. */
    private boolean plainError(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        byte[] body = Bodies.object(Map.of("error", "The request was not understood (" + status + ")."));
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders()
                    .put(HttpHeader.RETRY_AFTER, config.retryAfter().toSeconds());
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        LOG.debug("A request was refused by Jetty with {}: {}", status, new String(body, UTF_8));
        return true;
    }

    private void sweep() {
        try {
            connections.sweep();
        } finally {
            if (server.isRunning() || server.isStarting()) {
                server.getScheduler().schedule(this::sweep, SWEEP);
            }
        }
    }

    /** Takes a renewed certificate without a restart. */
    private void reload(SslContextFactory.Server context, ListenerConfig.Tls tls, List<FileTime> known) {
        List<FileTime> now = changed(tls);
        try {
            if (!now.equals(known)) {
                reload(context, Pem.context(tls));
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("The certificate of {} has changed and cannot be used; the old one stays", config.address(), e);
        } finally {
            if (server.isRunning()) {
                server.getScheduler().schedule(() -> reload(context, tls, now), RELOAD);
            }
        }
    }

    private void reload(SslContextFactory.Server factory, SSLContext renewed) throws GeneralSecurityException {
        try {
            factory.reload(context -> context.setSslContext(renewed));
        } catch (Exception e) {
            throw new GeneralSecurityException("Jetty does not take it", e);
        }
        LOG.info("The certificate of {} was read again", config.address());
    }

    private static List<FileTime> changed(ListenerConfig.Tls tls) {
        List<FileTime> times = new ArrayList<>();
        for (String file : List.of(tls.cert(), tls.key())) {
            try {
                times.add(Files.getLastModifiedTime(Path.of(file)));
            } catch (IOException e) {
                LOG.debug("{} is not there now", file, e);
            }
        }
        return times;
    }

    ListenerConfig config() {
        return config;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    Budget budget() {
        return budget;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (TimeoutException e) {
            // Jetty has stopped all the same.
            LOG.debug("Requests to {} were cut off before they had all come", config.address(), e);
        } catch (Exception e) {
            throw new IllegalStateException("The listener at " + config.address() + " does not stop", e);
        }
    }
}
