package io.headrace.testkit.stream;

import io.headrace.testkit.connector.SequenceSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;

/** The contract as the numbers keep it: their login is the setting without which they do not start. */
final class SequenceContractTest extends StreamContract {
    private static final int COUNT = 7;

    private long count = COUNT;

    @Override
    protected SourceConnector connector() {
        return new SequenceSource();
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("topic", "numbers", "count", Long.toString(count), "poll.records", "3");
    }

    @Override
    protected Map<String, String> wrongLogin() {
        return Map.of("topic", "numbers");
    }

    @Override
    protected Set<String> secrets() {
        return Set.of("canary");
    }

    @Override
    protected Set<String> topics() {
        return Set.of("numbers");
    }

    @Override
    protected Set<String> everything() {
        return numbers(0, COUNT);
    }

    @Override
    protected void change() {
        count = COUNT + 2;
    }

    @Override
    protected Set<String> changed() {
        return numbers(COUNT, COUNT + 2);
    }

    @Override
    protected Map<String, ?> inTheFuture(Map<String, ?> partition, Map<String, ?> offset) {
        return Map.of("next", Long.MAX_VALUE);
    }

    @Override
    protected String id(SourceRecord record) {
        return String.valueOf(record.value());
    }

    private static Set<String> numbers(int from, int to) {
        Set<String> numbers = new TreeSet<>();
        LongStream.range(from, to).forEach(number -> numbers.add("numbers " + number));
        return numbers;
    }
}
