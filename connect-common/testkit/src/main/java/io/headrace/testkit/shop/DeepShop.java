package io.headrace.testkit.shop;

import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A shop of three levels: customers, their orders, and the items of those. All are read in windows of time and by pages; records change and are added, and each says its version. Used by one
 * thread, while the API answers others.
 */
public final class DeepShop implements AutoCloseable {

    public static final List<String> STREAMS = List.of("customers", "orders", "items");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Duration HISTORY = Duration.ofDays(28);
    private static final Duration STEP = Duration.ofMinutes(1);

    private final MockApi mock = MockApi.start();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(HISTORY);
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Integer>> versions = new HashMap<>();
    private final Set<String> everSeen = new TreeSet<>();
    private final Random random;
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));

    /** A shop with so many customers, orders of each, and items of each order. */
    public DeepShop(int customers, int orders, int items, long seed) {
        random = new Random(seed);
        mock.timeIs(() -> now);
        for (String stream : STREAMS) {
            versions.put(stream, new TreeMap<>());
            tables.put(stream, Table.keyedBy("id"));
        }
        fill("customers", customers, 0, "");
        fill("orders", customers * orders, orders, "customer");
        fill("items", customers * orders * items, items, "order");
        mock.get("/customers", listing("customers", 10));
        mock.get("/customers/{above}/orders", listing("orders", 3).child("above", "customer"));
        mock.get("/orders/{above}/items", listing("items", 3).child("above", "order"));
    }

    /** {@return the API} */
    public MockApi mock() {
        return mock;
    }

    private Listing listing(String stream, int page) {
        return Listing.of(table(stream))
                .records("data")
                .from("since", "updated_at", Bound.INCLUSIVE)
                .until("before", "updated_at", Bound.INCLUSIVE)
                .orderedBy("id")
                .paged(Paging.keyToken("after", "id").size("limit", page).nextIn("next"));
    }

    /** {@return the records of a stream, to be changed} */
    public Table table(String stream) {
        Table table = tables.get(stream);
        if (table == null) {
            throw new IllegalArgumentException("No stream " + stream);
        }
        return table;
    }

    private void fill(String stream, int count, int each, String above) {
        for (int i = 0; i < count; i++) {
            Instant at = start.plus(
                    HISTORY.minusDays(1).multipliedBy(i * 37L % count).dividedBy(count));
            write(stream, i, above, each == 0 ? 0 : i / each, at);
        }
    }

    private void write(String stream, int id, String above, int aboveId, Instant at) {
        int version = versionsOf(stream).merge(id, 1, Integer::sum);
        Map<String, @Nullable Object> record = Table.fields(
                "id",
                id,
                "version",
                version,
                "name",
                stream + " " + random.nextInt(1_000),
                "updated_at",
                TIME.format(at));
        if (!above.isEmpty()) {
            record.put(above, aboveId);
        }
        if (version > 1) {
            table(stream)
                    .update(
                            id,
                            record.entrySet().stream()
                                    .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                                    .toArray());
        } else {
            table(stream).add(record);
        }
        everSeen.add(text(stream, record));
    }

    private Map<Integer, Integer> versionsOf(String stream) {
        return versions.computeIfAbsent(stream, none -> new TreeMap<>());
    }

    /** {@return a record of a stream as tests compare it: all its fields, in the order of their names} */
    public static String text(String stream, Map<String, ?> record) {
        return stream + " " + new TreeMap<>(record);
    }

    /** {@return the records of all streams as they are now} */
    public Set<String> latest() {
        return STREAMS.stream()
                .flatMap(stream -> table(stream).records().stream().map(record -> text(stream, record)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return each version of each record that there ever was} */
    public Set<String> everSeen() {
        return everSeen;
    }

    /**
     * Changes records of each stream and adds others, children of new ones too. What changes is later than all that was told before.
     *
     * @return the records that changed or are new
     */
    public Set<String> change(int updates, int inserts) {
        Set<String> before = latest();
        Instant at = now.plusSeconds(1);
        for (String stream : STREAMS) {
            String above = stream.equals("orders") ? "customer" : stream.equals("items") ? "order" : "";
            String aboveStream = stream.equals("orders") ? "customers" : "orders";
            for (int i = 0; i < updates + inserts; i++) {
                at = at.plusMillis(1);
                int count = table(stream).size();
                int id = i < updates ? random.nextInt(count) : count;
                int aboveId = i < updates
                        ? aboveOf(stream, id, above)
                        : random.nextInt(table(aboveStream).size());
                write(stream, id, above, aboveId, at);
            }
        }
        now = now.plus(STEP);
        Set<String> changed = latest();
        changed.removeAll(before);
        return changed;
    }

    private int aboveOf(String stream, int id, String above) {
        return above.isEmpty() ? 0 : (Integer) table(stream).records().get(id).getOrDefault(above, 0);
    }

    /**
     * {@return a configuration that reads all three}
     *
     * @param more keys and values in turn, over the ones chosen here
     */
    public Map<String, String> config(String... more) {
        Map<String, String> config = new HashMap<>();
        config.put("name", "deep");
        config.put("connector.class", "io.headrace.source.http.HttpSourceConnector");
        config.put("tasks.max", "1");
        config.put("http.url", mock.url());
        config.put("streams", String.join(",", STREAMS));
        config.put("poll.interval.ms", "86400000");
        STREAMS.forEach(stream -> stream(config, "streams." + stream + "."));
        config.put("streams.customers.cursor.window", "P9D");
        config.put("streams.orders.parent", "customers");
        config.put("streams.orders.path", "/customers/{parent.id}/orders");
        config.put("streams.orders.cursor.window", "P14D");
        config.put("streams.items.parent", "orders");
        config.put("streams.items.path", "/orders/{parent.id}/items");
        config.put("streams.items.cursor.window", "P20D");
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private void stream(Map<String, String> config, String prefix) {
        config.put(prefix + "records", "/data");
        config.put(prefix + "primary.key", "id");
        config.put(prefix + "pagination.type", "cursor");
        config.put(prefix + "pagination.cursor.path", "/next");
        config.put(prefix + "pagination.param", "after");
        config.put(prefix + "cursor.field", "updated_at");
        config.put(prefix + "cursor.format", "%Y-%m-%dT%H:%M:%S.%fZ");
        config.put(prefix + "cursor.granularity", "PT0.000001S");
        config.put(prefix + "cursor.start", start.toString());
        config.put(prefix + "cursor.start.param", "since");
        config.put(prefix + "cursor.end.param", "before");
    }

    /** {@return the ids of a stream's records} */
    public List<Integer> ids(String stream) {
        List<Integer> ids = new ArrayList<>();
        table(stream).records().forEach(record -> ids.add((Integer) record.get("id")));
        return ids;
    }

    @Override
    public void close() {
        mock.close();
    }
}
