package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Row;
import org.jspecify.annotations.Nullable;

/** Where a column of a block takes its value from: compiled once per record schema, called per row. */
@FunctionalInterface
interface Cell {

    Cell NULL = (change, row) -> null;

    @Nullable Object read(ChangeRecord change, Row row);
}
