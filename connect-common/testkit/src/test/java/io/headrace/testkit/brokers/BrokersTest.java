package io.headrace.testkit.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.config.Problems;
import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.runtime.LoopbackPort;
import io.headrace.sink.brokers.AdminBrokers;
import io.headrace.sink.brokers.BrokerCheck;
import io.headrace.sink.brokers.PartitionFacts;
import io.headrace.sink.options.KafkaOptions;
import io.headrace.sink.options.SinkSettings;
import io.headrace.testkit.server.KafkaServer;
import io.headrace.testkit.server.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker says of ids and beginnings: the facts that telling a recreated topic and a gap rests on. */
class BrokersTest {

    private static final TopicPartition AT = new TopicPartition("orders", 0);

    @TempDir
    private static Path dir;

    private static KafkaServer kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = Servers.provider()
                .kafka(dir, Map.of("log.cleaner.backoff.ms", "100", "log.initial.task.delay.ms", "100"));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    private static KafkaOptions options(String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new KafkaOptions(properties);
    }

    /** Asks again while a topic that was just made is not known everywhere, as the loader does. */
    private static PartitionFacts facts(TopicPartition partition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return Objects.requireNonNull(
                        new AdminBrokers(options()).facts(Set.of(partition)).get(partition));
            } catch (HeadraceException e) {
                if (e.errorClass() != ErrorClass.TRANSIENT || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static void create(String topic, Map<String, String> configs) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
                .all()
                .get();
    }

    private static void produce(String topic, String... keys) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer())) {
            for (String key : keys) {
                producer.send(new ProducerRecord<>(topic, key, "value of " + key))
                        .get();
            }
        }
    }

    @Test
    void aRecreatedTopicHasAnotherIdAndRetentionMovesTheBeginning() throws Exception {
        create("orders", Map.of());
        produce("orders", "a", "b", "c", "d");
        PartitionFacts first = facts(AT);
        assertThat(admin.describeTopics(List.of("orders")).allTopicNames().get().values())
                .extracting(topic -> topic.topicId().toString())
                .containsExactly(first.topicId());
        assertThat(first.beginning()).isZero();

        admin.deleteRecords(Map.of(AT, RecordsToDelete.beforeOffset(3))).all().get();
        assertThat(facts(AT)).isEqualTo(new PartitionFacts(first.topicId(), 3));

        admin.deleteTopics(List.of("orders")).all().get();
        create("orders", Map.of());
        assertThat(facts(AT).topicId()).isNotEqualTo(first.topicId());
    }

    @Test
    void compactionTakesTheFirstRecordsAndLeavesTheBeginning() throws Exception {
        create(
                "states",
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.bytes", "1048576",
                        "segment.ms", "1",
                        "min.cleanable.dirty.ratio", "0.01"));
        TopicPartition states = new TopicPartition("states", 0);
        produce("states", "a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b", "c");

        long first = firstOffsetOnceCompacted(states);

        assertThat(first).isPositive();
        assertThat(facts(states).beginning()).isZero();
    }

    /** Each record that is appended rolls a segment, so that the ones before it may be cleaned. */
    private static long firstOffsetOnceCompacted(TopicPartition partition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            while (System.nanoTime() < deadline) {
                produce(partition.topic(), "z");
                consumer.seek(partition, 0);
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.offset() > 0) {
                        return record.offset();
                    }
                    break;
                }
            }
        }
        return 0;
    }

    @Test
    void silentBrokersAreATransientFailureWithinTheBound() {
        KafkaOptions nobody = new KafkaOptions(Map.of("bootstrap.servers", "127.0.0.1:" + LoopbackPort.free()));

        assertThatThrownBy(() -> new AdminBrokers(nobody).facts(Set.of(AT)))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage(
                        "The brokers at '" + nobody.servers()
                                + "' did not answer within 10 s. Check 'kafka.bootstrap.servers', 'kafka.security.protocol' and the way to the brokers.");
    }

    @Test
    void loginsThatCannotBeMadeAreRefusedWithoutTheirText() {
        KafkaOptions broken = options(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required password=canary-7c1e");

        assertThatThrownBy(() -> new AdminBrokers(broken).facts(Set.of(AT)))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .hasMessage(
                        "The settings under 'kafka.' make no admin client. Correct 'kafka.sasl.jaas.config' and the stores under 'kafka.ssl.', or take them out.")
                .hasNoCause();
        assertThat(broken.toString())
                .isEqualTo("KafkaOptions[bootstrap.servers, sasl.jaas.config, sasl.mechanism, security.protocol]");
    }

    @Test
    void validationNamesTopicsThatAreNotThere() throws Exception {
        create("there", Map.of());
        Problems problems = SinkSettings.all().problems(Map.of());

        BrokerCheck.run(options(), List.of("there", "not-there", "not a topic"), problems);

        assertThat(problems.messages())
                .containsExactly(
                        "topics: topic 'not-there' does not exist at '" + kafka.bootstrapServers()
                                + "'. Create it, correct its name, or set 'validate.connect' to false if it is created later.",
                        "topics: topic 'not a topic' does not exist at '" + kafka.bootstrapServers()
                                + "'. Create it, correct its name, or set 'validate.connect' to false if it is created later.");
    }
}
