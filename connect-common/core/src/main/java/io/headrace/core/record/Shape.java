package io.headrace.core.record;

import org.jspecify.annotations.Nullable;

/** One form that record values come in, compiled for one schema. */
interface Shape {

    /** @return null when the value says nothing about a row */
    @Nullable Event read(Object value, Reading reading);

    /** A row as it is. */
    static Shape plain(RowReader rows) {
        return (value, reading) -> new Event(Op.INSERT, rows.read(value, reading), null);
    }
}
