package io.headrace.testkit.simulate;

import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.contract.SinkTarget;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** All that one run is made of. */
record World(
        String name,
        Setup setup,
        SinkTarget target,
        Random random,
        SinkHarness harness,
        Chaos chaos,
        Source source,
        Model model,
        Cluster cluster,
        List<TopicPartition> partitions,
        Consumer<String> log) {}
