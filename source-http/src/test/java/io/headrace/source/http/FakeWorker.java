package io.headrace.source.http;

import io.headrace.core.concurrent.SingleThreadExecutor;
import io.headrace.runtime.Await;
import io.headrace.runtime.LoopbackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;

/** Drives a webhook task as Connect does: one thread polls it, sends what it gives, acknowledges that, and stops it in the end. */
final class FakeWorker implements AutoCloseable {

    /** What becomes of records. */
    enum Kafka {
        ACKNOWLEDGES,
        /** They stay in the producer. */
        IS_AWAY,
        /** They fail, and errors are tolerated. */
        REFUSES
    }

    private final Map<String, String> properties;
    private final WebhookSourceTask task = new WebhookSourceTask();
    private final SingleThreadExecutor thread;
    private final List<SourceRecord> stored = new ArrayList<>();
    private final List<SourceRecord> inProducer = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile Kafka kafka = Kafka.ACKNOWLEDGES;
    private volatile boolean paused;
    private volatile boolean idle;
    private volatile boolean stopping;

    private FakeWorker(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
        this.thread = new SingleThreadExecutor("fake-worker");
        task.initialize(new FakeContext(properties));
        task.start(properties);
        thread.execute(this::run);
    }

    /** Starts a task and does not wait for its port. */
    static FakeWorker starting(Map<String, String> properties) {
        return new FakeWorker(properties);
    }

    /** Starts a task and waits until it takes events. */
    static FakeWorker start(Map<String, String> properties) {
        FakeWorker worker = new FakeWorker(properties);
        worker.awaitUp();
        return worker;
    }

    /** A connector with one open route on a free port. */
    static Map<String, String> properties(String... more) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", "hooks");
        properties.put("connector.class", WebhookSourceConnector.class.getName());
        properties.put("port", Integer.toString(LoopbackPort.free()));
        properties.put("host", "127.0.0.1");
        properties.put("path", "/in");
        properties.put("topic", "events");
        properties.put("verify", "none");
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    private void run() {
        try {
            while (!stopping) {
                idle = paused;
                if (paused) {
                    LockSupport.parkNanos(5_000_000);
                    continue;
                }
                List<SourceRecord> records = task.poll();
                if (records != null) {
                    send(records);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.complete(e);
        } finally {
            task.stop();
            ended.countDown();
        }
    }

    private void send(List<SourceRecord> records) {
        for (SourceRecord record : records) {
            switch (kafka) {
                case ACKNOWLEDGES -> acknowledge(record);
                case REFUSES -> task.commitRecord(record, null);
                case IS_AWAY -> {
                    synchronized (inProducer) {
                        inProducer.add(record);
                    }
                }
            }
        }
    }

    private void acknowledge(SourceRecord record) {
        synchronized (stored) {
            stored.add(record);
        }
        task.commitRecord(record, new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
    }

    void kafka(Kafka does) {
        kafka = does;
    }

    /** Kafka is back: what lay in the producer arrives. */
    void arrive() {
        kafka = Kafka.ACKNOWLEDGES;
        List<SourceRecord> waited;
        synchronized (inProducer) {
            waited = List.copyOf(inProducer);
            inProducer.clear();
        }
        waited.forEach(this::acknowledge);
    }

    /** Pauses as Connect does, which does not call the task any more and tells it nothing; waits for that. */
    void pause(boolean on) {
        paused = on;
        Await.until("the pause", Duration.ofSeconds(30), () -> idle == on);
    }

    List<SourceRecord> stored() {
        synchronized (stored) {
            return List.copyOf(stored);
        }
    }

    int inProducer() {
        synchronized (inProducer) {
            return inProducer.size();
        }
    }

    /** Why the task has failed, once it has. */
    Throwable failure() throws Exception {
        return failure.get(60, TimeUnit.SECONDS);
    }

    String url(String path) {
        String scheme = properties.containsKey("ssl.cert.path") ? "https" : "http";
        return scheme + "://127.0.0.1:" + port() + path;
    }

    int port() {
        return Integer.parseInt(properties.getOrDefault("port", ""));
    }

    void awaitUp() {
        Await.until("a listener at " + port(), Duration.ofSeconds(30), this::isUp);
    }

    private boolean isUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url(path))).build());
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return client().send(request, HttpResponse.BodyHandlers.ofString());
    }

    static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return client().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    static HttpClient client() {
        return Holder.CLIENT;
    }

    private static final class Holder {
        static final HttpClient CLIENT =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Stops the task as Connect does, and waits for the end. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        paused = false;
        ended.await();
        thread.shutdown(Duration.ofSeconds(10));
    }
}
