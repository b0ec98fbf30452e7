package io.headrace.sink.plan;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.SourcePosition;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.options.OrderSettings;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.plan.Compactor.Keyed;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The order of changes in their source's log, where that decides and not Kafka's. */
final class SourceOrder {

    /** Of changes that were checked. Equal positions are left in the order in which they came. */
    static final Comparator<Keyed> BY_POSITION =
            Comparator.comparing(keyed -> Objects.requireNonNull(keyed.change().position()), SourcePosition::compareTo);

    private SourceOrder() {}

    /**
     * Refuses a change that has no place in the order, and one that says only a part of its row: the target keeps whole rows back, so the rest of this one would be missing where an older
     * change brings it later.
     */
    static void check(ChangeRecord change) {
        if (change.position() == null) {
            throw HeadraceException.poison("Record " + change.coordinates()
                    + " does not say where it stands in its source's log; merge.order=source needs that. "
                    + (change.op() == Op.DELETE && change.after() == null
                            ? "If it is a tombstone, let the source send delete events with their position (with Debezium, 'tombstones.on.delete=false' leaves the tombstones out), or use merge.order=offset."
                            : "Let the source send change events with their position, or use merge.order=offset."));
        }
        Row after = change.op() == Op.DELETE ? null : change.after();
        for (int i = 0; after != null && i < after.size(); i++) {
            if (after.lacks(i)) {
                throw HeadraceException.poison(
                        "Record " + change.coordinates() + " does not bring the value of field '"
                                + after.schema().fields().get(i).name()
                                + "'; merge.order=source needs whole rows. Let the source send them (in Postgres, ALTER TABLE … REPLICA IDENTITY FULL), or use merge.order=offset.");
            }
        }
    }

    /** The table's columns that hold the order, as a batch names them. */
    static List<String> columns(TableSchema table, WriteOptions options) {
        return OrderSettings.columns(options.order()).stream()
                .map(column ->
                        table.columnFor(options.nameOf(column)).orElseThrow().name())
                .toList();
    }
}
