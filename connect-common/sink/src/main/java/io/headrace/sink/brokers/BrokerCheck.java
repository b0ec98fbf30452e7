package io.headrace.sink.brokers;

import io.headrace.core.config.Problems;
import io.headrace.core.error.HeadraceException;
import io.headrace.sink.options.KafkaOptions;
import io.headrace.sink.options.KafkaSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether the brokers answer, know the topics and show them. Ends within {@link AdminSession#PATIENCE} and the time that opening a client takes. */
public final class BrokerCheck {

    private static final String TOPICS = "topics";

    private BrokerCheck() {}

    /** @param topics those that the connector names one by one; topics of a pattern come and go */
    public static void run(KafkaOptions options, List<String> topics, Problems problems) {
        try (AdminSession session = new AdminSession(options)) {
            session.await(session.admin()
                    .describeCluster(new DescribeClusterOptions().timeoutMs(AdminSession.patienceMillis()))
                    .nodes());
            Map<String, KafkaFuture<TopicDescription>> answers = session.admin()
                    .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(AdminSession.patienceMillis()))
                    .topicNameValues();
            for (String topic : topics) {
                KafkaFuture<TopicDescription> answer = answers.get(topic);
                if (answer != null && isUnknown(session, answer)) {
                    problems.add(
                            TOPICS,
                            "topic '" + topic + "' does not exist at '" + options.servers()
                                    + "'. Create it, correct its name, or set 'validate.connect' to false if it is created later.");
                }
            }
        } catch (HeadraceException e) {
            problems.add(KafkaSettings.BOOTSTRAP, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isUnknown(AdminSession session, KafkaFuture<TopicDescription> answer) {
        try {
            session.await(answer);
            return false;
        } catch (HeadraceException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                return true;
            }
            throw e;
        }
    }
}
