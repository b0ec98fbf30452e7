package io.headrace.benchmarks.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** TPC-H's {@code lineitem}, by the shape of its columns: 16 of them, some 130 bytes a row. Rows are only added. */
public final class LineItem implements Table {
    private static final int LINES_PER_ORDER = 4;
    private static final int FIRST_DAY = 8_035;
    private static final int DAYS = 2_526;
    private static final List<String> FLAGS = List.of("A", "N", "R");
    private static final List<String> INSTRUCTIONS =
            List.of("DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN");
    private static final List<String> MODES = List.of("REG AIR", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB");
    private static final List<String> WORDS = List.of(
            "furiously",
            "ironic",
            "deposits",
            "sleep",
            "carefully",
            "final",
            "requests",
            "above",
            "the",
            "quickly",
            "regular",
            "accounts",
            "blithely",
            "express",
            "packages",
            "haggle",
            "pending",
            "théodolites");

    private static final List<Column> COLUMNS = List.of(
            Column.of("l_orderkey", Kind.INT64),
            Column.of("l_partkey", Kind.INT64),
            Column.of("l_suppkey", Kind.INT64),
            Column.of("l_linenumber", Kind.INT32),
            Column.of("l_quantity", Kind.DECIMAL),
            Column.of("l_extendedprice", Kind.DECIMAL),
            Column.of("l_discount", Kind.DECIMAL),
            Column.of("l_tax", Kind.DECIMAL),
            Column.of("l_returnflag", Kind.TEXT),
            Column.of("l_linestatus", Kind.TEXT),
            Column.of("l_shipdate", Kind.DATE),
            Column.of("l_commitdate", Kind.DATE),
            Column.of("l_receiptdate", Kind.DATE),
            Column.of("l_shipinstruct", Kind.TEXT),
            Column.of("l_shipmode", Kind.TEXT),
            Column.of("l_comment", Kind.TEXT));

    private final long seed;

    public LineItem(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "lineitem";
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<String> key() {
        return List.of("l_orderkey", "l_linenumber");
    }

    @Override
    public void read(long row, @Nullable Object[] into) {
        Dice dice = new Dice(seed, row);
        int quantity = dice.between(1, 50);
        int shipped = FIRST_DAY + dice.below(DAYS);
        int column = 0;
        into[column++] = row / LINES_PER_ORDER + 1;
        into[column++] = 1 + dice.below(200_000L);
        into[column++] = 1 + dice.below(10_000L);
        into[column++] = (int) (row % LINES_PER_ORDER) + 1;
        into[column++] = quantity * 100L;
        into[column++] = quantity * (long) dice.between(90_000, 110_000);
        into[column++] = (long) dice.below(11);
        into[column++] = (long) dice.below(9);
        into[column++] = dice.one(FLAGS);
        into[column++] = dice.below(2) == 0 ? "O" : "F";
        into[column++] = shipped;
        into[column++] = shipped + dice.between(-30, 60);
        into[column++] = shipped + dice.between(1, 30);
        into[column++] = dice.one(INSTRUCTIONS);
        into[column++] = dice.one(MODES);
        into[column] = dice.words(WORDS, 10, 43);
    }
}
