package io.headrace.benchmarks.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.benchmarks.contest.Stand;
import io.headrace.benchmarks.machine.ParentPipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * The limit: Jetty and a producer with {@code acks=all}. A body is parsed, each event becomes a record with its id as key, and the answer is 202 when all are acknowledged. No routes, no
 * signatures, no limits, no memory of ids, and nothing that says where a record came from. Says its port, and serves until its parent lets go.
 */
final class BareServer extends Handler.Abstract.NonBlocking {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ACCEPTED = 202;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    private BareServer(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** @param arguments the broker, and the topic */
    public static void main(String[] arguments) throws IOException {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                arguments[0],
                "acks",
                "all",
                "batch.size",
                Stand.BATCH_BYTES,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class);
        server.setHandler(new BareServer(new KafkaProducer<>(settings), arguments[1]));
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The server does not start", e);
        }
        ParentPipe.say(Integer.toString(connector.getLocalPort()));
        ParentPipe.awaitEnd();
        Runtime.getRuntime().halt(0);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Content.Source.asByteBuffer(request, new Promise<>() {
            @Override
            public void succeeded(ByteBuffer body) {
                try {
                    send(BufferUtil.toArray(body), response, callback);
                } catch (IOException e) {
                    callback.failed(e);
                }
            }

            @Override
            public void failed(Throwable cause) {
                callback.failed(cause);
            }
        });
        return true;
    }

    private void send(byte[] body, Response response, Callback callback) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = records(body);
        AtomicInteger open = new AtomicInteger(records.size());
        AtomicBoolean failed = new AtomicBoolean();
        for (ProducerRecord<byte[], byte[]> record : records) {
            // The callback hears what the future would say.
            Future<RecordMetadata> unused = producer.send(record, (metadata, failure) -> {
                if (failure != null) {
                    failed.set(true);
                }
                if (open.decrementAndGet() == 0) {
                    answer(failed.get() ? 500 : ACCEPTED, response, callback);
                }
            });
        }
    }

    private List<ProducerRecord<byte[], byte[]>> records(byte[] body) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(body)) {
            // The elements of an array come one by one, as lines do.
            values.forEachRemaining(events::add);
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
        for (JsonNode event : events) {
            byte[] key = event.path("id").asText().getBytes(StandardCharsets.UTF_8);
            byte[] value = events.size() == 1 ? body : JSON.writeValueAsBytes(event);
            records.add(new ProducerRecord<>(topic, key, value));
        }
        return records;
    }

    private static void answer(int status, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }
}
