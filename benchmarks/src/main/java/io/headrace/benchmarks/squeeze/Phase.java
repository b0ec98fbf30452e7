package io.headrace.benchmarks.squeeze;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is pressed into the heap. */
public enum Phase {
    /** 500 tables of 200 columns; rows of 4 KB, one in a hundred of 100 KB. */
    TABLES(500, 200, 4 * 1024, 100 * 1024, 100),
    /** Values of 1 MB. */
    VALUES(1, 2, 1024 * 1024, 1024 * 1024, 16),
    /** One table of 2,000 columns. */
    COLUMNS(1, 2_000, 48 * 1024, 48 * 1024, 50);

    private static final long SEED = 20_260_101;

    private final int tables;
    private final int columns;
    private final int bytes;
    private final int mostBytes;
    private final int distinct;

    Phase(int tables, int columns, int bytes, int mostBytes, int distinct) {
        this.tables = tables;
        this.columns = columns;
        this.bytes = bytes;
        this.mostBytes = mostBytes;
        this.distinct = distinct;
    }

    /** {@return the phase of that name} */
    public static Phase of(String label) {
        return Arrays.stream(values())
                .filter(phase -> phase.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no phase '" + label + "'; there are "
                        + Arrays.stream(values()).map(Phase::label).collect(Collectors.joining(", "))));
    }

    /** {@return its name on the command line} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    int columns() {
        return columns;
    }

    List<String> tables() {
        return IntStream.rangeClosed(1, tables).mapToObj(table -> "t" + table).toList();
    }

    /** {@return a topic per table; its name ends in the table's after a dot} */
    List<String> topics() {
        return tables().stream().map(table -> label() + "." + table).toList();
    }

    /** {@return rows as JSON, to be sent again and again; the first one is of the greatest size} */
    List<byte[]> rows() {
        Random random = new Random(SEED);
        return IntStream.range(0, distinct)
                .mapToObj(row -> Row.json(random, columns, row == 0 ? mostBytes : bytes))
                .toList();
    }
}
