package io.headrace.benchmarks.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A generated table. The same seed and row number give the same row, in any order and in any JVM. */
public interface Table {
    /** {@return the topic's and the target table's name} */
    String name();

    List<Column> columns();

    /** {@return the names of the columns that tell one row from another} */
    List<String> key();

    /**
     * Writes a row into an array.
     *
     * @param row its number in the topic, from 0
     * @param into one place per column, see {@link Kind}
     */
    void read(long row, @Nullable Object[] into);

    /** {@return the place of a column} */
    default int indexOf(String column) {
        for (int i = 0; i < columns().size(); i++) {
            if (columns().get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Table " + name() + " has no column " + column);
    }
}
