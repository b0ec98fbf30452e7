package io.headrace.testkit.server;

import com.google.auto.service.AutoService;
import io.headrace.runtime.EmbeddedKafka;
import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.runtime.LoopbackPort;
import java.nio.file.Path;
import java.util.Map;

/** Kafka in this JVM and PostgreSQL as a child process: what needs nothing but a JDK. */
@AutoService(ServerProvider.class)
public final class EmbeddedServers implements ServerProvider {
    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public KafkaServer kafka(Path dataDir, Map<String, String> overrides) {
        return new Kafka(EmbeddedKafka.start(dataDir, LoopbackPort.free(), overrides));
    }

    @Override
    public PostgresServer postgres(Path dataDir, Map<String, String> overrides) {
        return new Postgres(EmbeddedPostgres.start(dataDir, LoopbackPort.free(), overrides));
    }

    private record Kafka(EmbeddedKafka server) implements KafkaServer {
        @Override
        public String bootstrapServers() {
            return server.bootstrapServers();
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public void start() {
            server.start();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private record Postgres(EmbeddedPostgres server) implements PostgresServer {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public String user() {
            return EmbeddedPostgres.USER;
        }

        @Override
        public String password() {
            return EmbeddedPostgres.PASSWORD;
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public void start() {
            server.start();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
