package io.headrace.sink.plan;

import io.headrace.core.schema.Column;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one record schema go in a table.
 *
 * @param leaves what the record's fields come apart into
 * @param columns per leaf its column, or null where the value is left out
 * @param byRoot per field of the record, positions in the table of the columns that it decides about: those that take its values, and its other ones, which become null lest
 *     a row has two values of one field
 */
record Placement(List<Leaf> leaves, @Nullable Column[] columns, BitSet[] byRoot) {

    /** Positions of all the columns that the schema's fields decide about. */
    BitSet decided() {
        BitSet decided = new BitSet();
        for (BitSet each : byRoot) {
            decided.or(each);
        }
        return decided;
    }
}
