package io.headrace.benchmarks.data;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a set of rows holds, whatever their order: their number, and two sums of their hashes. A row that is missing, doubled
 * or different in one character changes it.
 *
 * @param rows how many
 * @param first the sum of one hash of each row
 * @param second the sum of another
 * @param columns per column, the sum of the hashes of its values: they tell where to look for a difference
 */
public record Checksum(long rows, long first, long second, List<Long> columns) {
    private static final long NULL = 0x7F4A7C159E3779B9L;
    private static final long PRIME = 0x100000001B3L;

    public Checksum {
        columns = List.copyOf(columns);
    }

    /** {@return what differs, in words; both must be of the given table} */
    public String difference(Checksum found, Table table) {
        if (rows != found.rows) {
            return rows + " rows expected, " + found.rows + " found";
        }
        List<String> names = IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).equals(found.columns.get(i)))
                .mapToObj(i -> table.columns().get(i).name())
                .toList();
        return names.isEmpty()
                ? "each column has the expected values, but in other rows"
                : rows + " rows as expected, with other values in " + String.join(", ", names);
    }

    /** {@return the checksum of the given rows of a table, as the generator makes them} */
    public static Checksum of(Table table, LongStream rows) {
        List<Column> columns = table.columns();
        Builder sum = new Builder(columns.size());
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        rows.forEach(row -> {
            table.read(row, values);
            for (int i = 0; i < values.length; i++) {
                sum.add(canonical(columns.get(i).kind(), values[i]));
            }
            sum.endRow();
        });
        return sum.build();
    }

    /** Generated values are canonical but for truth values and milliseconds. */
    private static @Nullable Object canonical(Kind kind, @Nullable Object value) {
        return switch (kind) {
            case BOOL -> value == null ? null : ((Boolean) value ? 1L : 0L);
            case TIMESTAMP -> value == null ? null : (Long) value * 1000;
            default -> value;
        };
    }

    /** Adds rows up, value by value. */
    public static final class Builder {
        private long rows;
        private long first;
        private long second;
        private long row = 1;
        private int column;
        private final long[] columns;

        public Builder(int columns) {
            this.columns = new long[columns];
        }

        /** @param value a whole number (hundredths, days, microseconds, 0 or 1 for truth values) or a text, or null */
        public void add(@Nullable Object value) {
            long hash;
            if (value == null) {
                hash = NULL;
            } else if (value instanceof Number number) {
                hash = Dice.mix(number.longValue() + 1);
            } else {
                hash = text(value.toString());
            }
            row = Dice.mix(row * PRIME + hash);
            columns[column++] += hash;
        }

        public void endRow() {
            rows++;
            first += row;
            second += Dice.mix(row ^ NULL);
            row = 1;
            column = 0;
        }

        public Checksum build() {
            return new Checksum(
                    rows, first, second, LongStream.of(columns).boxed().toList());
        }

        private static long text(String value) {
            long hash = value.length();
            for (int i = 0; i < value.length(); i++) {
                hash = hash * PRIME + value.charAt(i);
            }
            return Dice.mix(hash);
        }
    }
}
