package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.shop.DeepShop;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R04, R21: tasks that end at any record of three levels, while records change and are added. */
class HttpRestartTest {

    private static final int KILLS = 4;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyVersionComesOnceAndTheLastOnesCome(int seed) throws Exception {
        Random random = new Random(seed);
        Offsets offsets = new Offsets();
        List<String> read = new ArrayList<>();
        try (DeepShop shop = new DeepShop(30, 4, 3, seed)) {
            shop.mock().with((call, next) -> {
                LockSupport.parkNanos(Duration.ofMillis(call.number() % 7).toNanos());
                return next.answer(call);
            });
            Map<String, String> config = shop.config("poll.interval.ms", "20", "max.batch.records", "5");
            for (int kill = 0; kill < KILLS; kill++) {
                try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
                    run.read(random.nextInt(160)).forEach(record -> read.add(text(record)));
                }
                shop.change(8, 4);
            }
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
                run.readAll().forEach(record -> read.add(text(record)));
            }
            assertThat(read).doesNotHaveDuplicates();
            assertThat(shop.everSeen()).containsAll(read);
            assertThat(read).containsAll(shop.latest());
        }
    }

    private static String text(SourceRecord record) {
        Struct value = (Struct) record.value();
        Map<String, Object> fields = new TreeMap<>();
        for (Field field : value.schema().fields()) {
            if (value.get(field) != null) {
                fields.put(field.name(), value.get(field));
            }
        }
        return DeepShop.text(record.topic(), fields);
    }
}
