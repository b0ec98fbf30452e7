package io.headrace.testkit.server;

/** A Kafka cluster of one broker, with its data on disk. Not safe for use by several threads at once. */
public interface KafkaServer extends AutoCloseable {
    /** {@return host and port for {@code bootstrap.servers}; the same over restarts} */
    String bootstrapServers();

    /** Stops the broker: clients see an outage. Does nothing when it is stopped. */
    void stop();

    /** Starts a stopped broker with its old data and address. Does nothing when it runs. */
    void start();

    @Override
    void close();
}
