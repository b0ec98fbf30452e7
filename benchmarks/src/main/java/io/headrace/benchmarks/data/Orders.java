package io.headrace.benchmarks.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shop's orders: 12 columns, some 160 bytes a row. Every even row is a new order, and every odd row is a newer state of an
 * order that came before: half of the changes are updates, spread evenly over all orders. Times are whole seconds, because
 * Debezium's JDBC sink drops what is below when it inserts by {@code unnest}.
 */
public final class Orders implements Table {
    private static final long SECOND = 1_000;
    private static final long OPENED = 1_709_280_000_000L;
    private static final List<String> STATES = List.of("placed", "paid", "packed", "shipped", "delivered", "returned");
    private static final List<String> CURRENCIES = List.of("EUR", "USD", "SEK", "JPY", "BRL", "INR");
    private static final List<String> WORDS = List.of(
            "please",
            "leave",
            "at",
            "the",
            "door",
            "ring",
            "twice",
            "gift",
            "wrap",
            "fragile",
            "Straße",
            "neighbour",
            "call",
            "before",
            "delivery",
            "bicycle",
            "lamp");

    private static final List<Column> COLUMNS = List.of(
            Column.of("id", Kind.INT64),
            Column.of("version", Kind.INT64),
            Column.of("customer_id", Kind.INT64),
            Column.of("status", Kind.TEXT),
            Column.of("currency", Kind.TEXT),
            Column.of("total", Kind.DECIMAL),
            Column.of("items", Kind.INT32),
            Column.of("paid", Kind.BOOL),
            Column.of("placed_at", Kind.TIMESTAMP),
            Column.of("due", Kind.DATE),
            Column.of("address", Kind.TEXT),
            Column.nullable("note", Kind.TEXT));

    private final long seed;

    public Orders(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<String> key() {
        return List.of("id");
    }

    /** {@return the number of the order that a row is about, from 0} */
    public long order(long row) {
        long known = row / 2;
        return row % 2 == 0 ? known : Math.floorMod(Dice.mix(seed ^ row), known + 1);
    }

    @Override
    public void read(long row, @Nullable Object[] into) {
        Dice dice = new Dice(seed, row);
        long order = order(row);
        long placed = OPENED + (2 * order + dice.below(2)) * SECOND;
        int column = 0;
        into[column++] = order + 1;
        into[column++] = row;
        into[column++] = 1 + dice.below(500_000L);
        into[column++] = dice.one(STATES);
        into[column++] = dice.one(CURRENCIES);
        into[column++] = 100 + dice.below(5_000_000L);
        into[column++] = dice.between(1, 12);
        into[column++] = dice.below(4) != 0;
        into[column++] = placed;
        into[column++] = (int) (placed / 86_400_000L) + dice.between(1, 30);
        into[column++] = dice.words(WORDS, 20, 60);
        into[column] = dice.below(3) == 0 ? null : dice.words(WORDS, 10, 80);
    }
}
