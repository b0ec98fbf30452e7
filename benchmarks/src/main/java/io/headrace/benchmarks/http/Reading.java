package io.headrace.benchmarks.http;

import io.headrace.testkit.connector.OffsetHeader;
import io.headrace.testkit.connector.Turnstile;
import io.headrace.testkit.shop.Coverage;
import io.headrace.testkit.shop.DeepShop;
import io.headrace.testkit.shop.StreamTopics;
import java.util.Map;

/** A connector that reads a shop of its own, and whose records ask at a gate before they go on. Used by one thread. */
final class Reading implements AutoCloseable {
    private static final String GATE = "/gate";
    private static final int CUSTOMERS = 25;
    private static final int ORDERS = 5;
    private static final int ITEMS = 7;

    private final Delivery delivery;
    private final String bootstrapServers;
    private final String name;
    private final DeepShop shop;
    private final StreamTopics topics;
    private final Gate gate = new Gate();
    private final Coverage coverage = new Coverage();

    /**
     * @param name of the connector; topics begin with it
     * @param seed chooses the records that change
     */
    Reading(Delivery delivery, String bootstrapServers, String name, long seed) {
        this.delivery = delivery;
        this.bootstrapServers = bootstrapServers;
        this.name = name;
        this.shop = new DeepShop(CUSTOMERS, ORDERS, ITEMS, seed);
        shop.mock().post(GATE, gate);
        this.topics = new StreamTopics(bootstrapServers, name, DeepShop.STREAMS);
    }

    String name() {
        return name;
    }

    Gate gate() {
        return gate;
    }

    Map<String, String> config() {
        Map<String, String> config = shop.config(
                "name",
                name,
                "topic.pattern",
                name + ".${stream}",
                "poll.interval.ms",
                "100",
                "max.batch.records",
                "5",
                "validate.connect",
                "false",
                "transforms",
                "offset,gate",
                "transforms.offset.type",
                OffsetHeader.class.getName(),
                "transforms.gate.type",
                Turnstile.class.getName(),
                "transforms.gate.url",
                shop.mock().url(GATE));
        if (delivery == Delivery.EXACTLY_ONCE) {
            config.put("exactly.once.support", "required");
            // The worker itself need not wait at its start for transactions that died with the last one.
            config.put("offsets.storage.topic", name + "-own-offsets");
        }
        return config;
    }

    /** The worker is dead: notes what it leaves, then lets records change and be added. */
    void crashed(int changes) {
        if (delivery == Delivery.AT_LEAST_ONCE) {
            coverage.crashed(
                    topics.read().byStream(), StreamTopics.stored(bootstrapServers, MortalWorker.OFFSETS, name));
        }
        if (changes > 0) {
            shop.change(changes, (changes + 1) / 2);
        }
        // It would hold every request of all workers.
        shop.mock().log().clear();
    }

    /** {@return how many records have not arrived as the API has them now} */
    int missing() {
        return Findings.lost(shop.latest(), topics.read().texts()).size();
    }

    Findings findings() {
        topics.read();
        return delivery == Delivery.EXACTLY_ONCE
                ? Findings.exactlyOnce(shop.latest(), shop.everSeen(), topics.byStream())
                : Findings.atLeastOnce(shop.latest(), shop.everSeen(), topics.byStream(), coverage);
    }

    @Override
    public void close() {
        topics.close();
        shop.close();
    }
}
