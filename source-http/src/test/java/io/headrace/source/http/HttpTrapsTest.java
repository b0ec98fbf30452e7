package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.shop.DeepShop;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The traps of sources that are the connector's own matter: what one stream does to others, and what becomes of offsets. */
class HttpTrapsTest {

    private static List<Long> ids(List<SourceRecord> records, String topic) {
        return records.stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> ((Struct) record.key()).getInt64("id"))
                .toList();
    }

    private static List<Long> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> (long) i).toList();
    }

    private static List<SourceRecord> read(Map<String, String> config, Offsets offsets) throws Exception {
        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
            return run.readAll();
        }
    }

    private static long metric(String name) throws Exception {
        Object value = ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("io.headrace:type=source-task,connector=shop,task=0"), name);
        return ((Number) value).longValue();
    }

    @Test
    void r12AStreamThatFailsIsSeenUntilItCanBeReadAgain() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (ShopApi shop = new ShopApi(12, 0)) {
            shop.mock.get(
                    "/broken",
                    call -> broken.get()
                            ? Reply.json(403, Map.of("error", "no"))
                            : Reply.json(List.of(Map.of("id", 7))));
            Map<String, String> config = shop.orders(
                    "streams", "broken,orders", "streams.broken.primary.key", "id", "stream.errors.retry.ms", "20");
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, new Offsets())) {
                assertThat(ids(run.readAll(), "orders")).isEqualTo(numbers(0, 12));
                assertThat(metric("streams")).isEqualTo(2);
                assertThat(metric("streams-failed")).isEqualTo(1);
                assertThat(metric("stream-errors-total")).isPositive();
                broken.set(false);
                assertThat(ids(run.readAll(), "broken")).containsExactly(7L);
                assertThat(metric("streams-failed")).isZero();
            }
        }
    }

    /** The address of a next page may repeat the credential, and an error quotes it. */
    @Test
    void r06AnErrorThatQuotesAPageTokenHoldsNoSecret() throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ShopApi shop = new ShopApi(0, 0)) {
            shop.mock.get(
                    "/orders",
                    call -> Reply.json(Map.of(
                            "data", List.of(Map.of("id", next.incrementAndGet())), "next", "p2&key=s3cr3t-of-mine")));
            Map<String, String> config = shop.orders(
                    "http.auth.type", "bearer", "http.auth.token", "s3cr3t-of-mine", "on.stream.error", "fail");
            assertThatThrownBy(() -> read(config, new Offsets()))
                    .isInstanceOf(HeadraceException.class)
                    .hasNoCause()
                    .hasMessageContaining("names the page token \"p2&key=[hidden]\", which was asked for before");
        }
    }

    @Test
    void r12LeavingAStreamOutIsAChoiceAndCounted() throws Exception {
        try (ShopApi shop = new ShopApi(2, 0)) {
            shop.mock.get("/broken", call -> Reply.json(403, Map.of("error", "no")));
            Map<String, String> config = shop.orders("streams", "broken,orders", "streams.broken.ignore.status", "403");
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, new Offsets())) {
                assertThat(ids(run.readAll(), "orders")).isEqualTo(numbers(0, 2));
                assertThat(metric("streams-failed")).isZero();
                assertThat(metric("responses-ignored-total")).isEqualTo(1);
            }
        }
    }

    @Test
    void r17OneBadParentStopsNoOtherAndIsReadWhenItCan() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (DeepShop shop = new DeepShop(2, 2, 3, 3)) {
            shop.mock()
                    .with((call, next) -> broken.get() && call.path().equals("/orders/1/items")
                            ? Reply.json(403, Map.of("error", "not this one"))
                            : next.answer(call));
            Map<String, String> config =
                    shop.config("streams.items.parent.on.error", "skip", "poll.interval.ms", "20", "name", "shop");
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, new Offsets())) {
                assertThat(ids(run.readAll(), "items")).containsExactlyInAnyOrder(0L, 1L, 2L, 6L, 7L, 8L, 9L, 10L, 11L);
                assertThat(metric("streams-failed")).isZero();
                broken.set(false);
                assertThat(ids(run.readAll(), "items"))
                        .as("from the start date on")
                        .containsExactlyInAnyOrder(3L, 4L, 5L);
                Set<String> added = new HashSet<>(shop.change(0, 2));
                assertThat(run.readAll()).as("new parents and their children").hasSameSizeAs(added);
            }
        }
    }

    /** Connect itself would only log that the offset cannot be stored, or the producer would break. */
    @Test
    void r18AnOffsetThatDoesNotFitFailsItsStreamAlone() throws Exception {
        try (ShopApi shop = new ShopApi(2, 1)) {
            shop.orders.update(1, "note", "漢".repeat(400_000));
            Map<String, String> config = shop.ordersAndItems("streams.items.parent.fields", "note");
            Offsets offsets = new Offsets();
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
                List<SourceRecord> records = run.readAll();
                assertThat(ids(records, "orders")).isEqualTo(numbers(0, 2));
                assertThat(ids(records, "items")).isEqualTo(numbers(0, 1));
                assertThat(metric("streams-failed")).isEqualTo(1);
            }
            config.put("on.stream.error", "fail");
            assertThatThrownBy(() -> read(config, offsets))
                    .isInstanceOf(HeadraceException.class)
                    .hasMessageMatching(
                            "The position of stream items takes 12\\d{5} bytes, and an offset takes 1000000\\."
                                    + " Its greatest part is (slice|route) with 120\\d{4}\\."
                                    + " Ask for fewer or shorter fields of parents, or use child\\.state=bucket or global");
        }
    }

    /** What the records of a batch teach goes into their own offsets. */
    @Test
    void r18ASchemaThatDoesNotFitFailsItsStreamWithItsFirstRecords() throws Exception {
        Random random = new Random(1);
        try (ShopApi shop = new ShopApi(1, 0)) {
            for (int i = 0; i < 1_000; i++) {
                StringBuilder name = new StringBuilder();
                random.ints(2_000, 'a', 'z').forEach(c -> name.append((char) c));
                shop.orders.update(0, name.toString(), 1);
            }
            Map<String, String> config = shop.orders("on.stream.error", "fail");
            assertThatThrownBy(() -> {
                        try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, new Offsets())) {
                            for (int i = 0; i < 20; i++) {
                                run.readAll();
                            }
                        }
                    })
                    .isInstanceOf(HeadraceException.class)
                    .hasMessageEndingWith(
                            "Set record.format=map, or take fields whose names are data out with a transformation");
        }
    }

    @Test
    void r19TheOffsetOfAQuietStreamAdvancesByHeartbeats() throws Exception {
        try (ShopApi shop = new ShopApi(0, 0)) {
            Map<String, String> config = shop.orders(
                    "streams.orders.cursor.field", "updated_at",
                    "streams.orders.cursor.start", "2024-01-01",
                    "streams.orders.cursor.start.param", "since");
            shop.mock.timeIs(Instant.parse("2024-03-01T00:00:00Z"));
            Offsets offsets = new Offsets();
            assertThat(read(config, offsets)).isEmpty();
            assertThat(offsets.all()).as("no record, no offset").isEmpty();
            config.put("heartbeat.topic", "beats");
            config.put("heartbeat.interval.ms", "0");
            SourceRecord beat = read(config, offsets).get(0);
            assertThat(beat.topic()).isEqualTo("beats");
            assertThat(beat.key()).isEqualTo("orders");
            assertThat(beat.sourcePartition()).isEqualTo(Map.of("stream", "orders", "part", ""));
            shop.mock.log().clear();
            read(config, offsets);
            assertThat(shop.mock.log().asked("since")).containsExactly("2024-03-01T00:00:00Z");
        }
    }

    @Test
    void r19HeartbeatsKeepTheirDistance() throws Exception {
        try (ShopApi shop = new ShopApi(0, 0)) {
            Map<String, String> config = shop.orders(
                    "heartbeat.topic", "beats", "heartbeat.interval.ms", "86400000", "poll.interval.ms", "1");
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, new Offsets())) {
                assertThat(run.readAll()).hasSize(1);
                assertThat(metric("passes-total")).isGreaterThan(2);
                assertThat(metric("heartbeats-total")).isEqualTo(1);
            }
        }
    }

    /** Without exactly-once an old task may go on beside the new one for a while: both are right, and together they keep the quota. */
    @Test
    void r20TasksThatOverlapLoseNothingAndShareTheQuota() throws Exception {
        try (ShopApi shop = new ShopApi(60, 0)) {
            Map<String, String> config = shop.orders("rate.limit", "10/s", "max.batch.records", "5");
            Offsets offsets = new Offsets();
            List<Long> older = new ArrayList<>();
            List<Long> newer = new ArrayList<>();
            try (SourceRun first = SourceRun.start(new HttpSourceConnector(), config, offsets)) {
                older.addAll(ids(first.read(13), "orders"));
                try (SourceRun second = SourceRun.start(new HttpSourceConnector(), config, offsets.copy())) {
                    while (older.size() < 60 || newer.size() < 47) {
                        older.addAll(ids(first.read(5), "orders"));
                        newer.addAll(ids(second.read(5), "orders"));
                    }
                }
            }
            assertThat(older).isEqualTo(numbers(0, 60));
            assertThat(newer).as("behind the stored offset").isEqualTo(numbers(13, 60));
            // Within half the limit's second, because requests arrive later than they are sent.
            assertThat(shop.mock.log().busiest(Duration.ofMillis(500), call -> "all"))
                    .allSatisfy((all, most) -> assertThat(most).isLessThanOrEqualTo(10));
        }
    }

    @Test
    void r20AStoppedTaskDoesNotWaitForARequestThatIsUnderWay() throws Exception {
        try (ShopApi shop = new ShopApi(2, 0)) {
            shop.mock.with((call, next) -> next.answer(call).after(Duration.ofMinutes(5)));
            SourceRun run = SourceRun.start(new HttpSourceConnector(), shop.orders(), new Offsets());
            assertThat(run.readAll()).isEmpty();
            assertThat(shop.mock.log().count()).isEqualTo(1);
            long begin = System.nanoTime();
            run.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void r22AChangedDeclarationIsToBeChosenAbout() throws Exception {
        try (DeepShop shop = new DeepShop(3, 2, 2, 5)) {
            Offsets offsets = new Offsets();
            List<SourceRecord> all =
                    read(shop.config("heartbeat.topic", "beats", "heartbeat.interval.ms", "0"), offsets);
            Map<String, String> changed = shop.config("streams.customers.params.expand", "all");
            assertThat(new HttpSourceConnector().validate(changed).configValues())
                    .flatExtracting(ConfigValue::errorMessages)
                    .as("validation sees no offsets")
                    .isEmpty();
            assertThatThrownBy(() -> read(changed, offsets.copy()))
                    .hasMessageMatching(
                            "The declaration of stream \\w+ changed since its position was stored"
                                    + " \\(it was [0-9a-f]{16} and is [0-9a-f]{16}\\)\\. Set on\\.spec\\.change=resume to go on"
                                    + " behind what was finished, or on\\.spec\\.change=reset to begin anew, or restore the declaration");
            assertThatThrownBy(() -> new HttpSourceConnector().alterOffsets(changed, new HashMap<>(offsets.all())))
                    .hasMessageMatching("The offset of stream \\w+ was stored under another declaration"
                            + " \\(it was [0-9a-f]{16} and is [0-9a-f]{16}\\)\\. Set on\\.spec\\.change=resume to go on"
                            + " behind what was finished, or on\\.spec\\.change=reset to begin anew, or delete the offset with"
                            + " null");
            changed.put("on.spec.change", "resume");
            assertThat(new HttpSourceConnector().alterOffsets(changed, new HashMap<>(offsets.all())))
                    .isTrue();
            shop.change(0, 1);
            assertThat(read(changed, offsets.copy()))
                    .as("what was finished is not read again")
                    .hasSize(3);
            changed.put("on.spec.change", "reset");
            assertThat(read(changed, offsets.copy()))
                    .as("everything, and what was added")
                    .hasSize(3
                            + (int) all.stream()
                                    .filter(record -> !record.topic().equals("beats"))
                                    .count());
        }
    }

    @Test
    void r22WhatOnlyDescribesAStreamIsNoChange() throws Exception {
        try (ShopApi shop = new ShopApi(5, 0)) {
            Map<String, String> config = new HashMap<>(Map.of(
                    "name", "manifest",
                    "http.manifest", HttpSourceTest.manifest(),
                    "config.api_url", shop.mock.url(),
                    "config.token", "CANARY",
                    "poll.interval.ms", "86400000"));
            Offsets offsets = new Offsets();
            assertThat(read(config, offsets)).hasSize(5);
            config.put(
                    "http.manifest",
                    HttpSourceTest.manifest()
                            .replace(
                                    "    name: orders\n    primary_key: id\n",
                                    "    primary_key: id\n    name: orders\n    description: All of them.\n"));
            assertThat(read(config, offsets)).as("the pass goes on at its end").isEmpty();
        }
    }
}
