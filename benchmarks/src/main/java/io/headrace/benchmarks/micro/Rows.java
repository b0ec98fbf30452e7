package io.headrace.benchmarks.micro;

import io.headrace.benchmarks.data.Table;
import io.headrace.benchmarks.load.ConnectRows;
import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.DecoderOptions;
import io.headrace.core.record.Field;
import io.headrace.core.record.RecordDecoder;
import io.headrace.core.record.RecordDecoders;
import io.headrace.core.record.Row;
import io.headrace.core.schema.Column;
import io.headrace.sink.spi.RowBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Generated rows in the forms that they have along the hot path. */
final class Rows {
    /** Rows per operation. */
    static final int COUNT = 10_000;

    static final long SEED = 1;

    private Rows() {}

    /** {@return the first rows of a table, as a converter hands them over} */
    static List<SinkRecord> records(Table table) {
        ConnectRows source = new ConnectRows(table);
        List<SinkRecord> records = new ArrayList<>(COUNT);
        for (int row = 0; row < COUNT; row++) {
            records.add(new SinkRecord(
                    table.name(),
                    0,
                    source.keySchema(),
                    null,
                    source.valueSchema(),
                    source.value(row),
                    row,
                    (long) row,
                    TimestampType.CREATE_TIME));
        }
        return records;
    }

    static List<ChangeRecord> changes(Table table) {
        RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());
        return records(table).stream()
                .map(record -> Objects.requireNonNull(decoder.decode(record)))
                .toList();
    }

    static RowBlock block(Table table) {
        List<ChangeRecord> changes = changes(table);
        List<Column> columns =
                row(changes, 0).schema().fields().stream().map(Rows::column).toList();
        return new Decoded(columns, changes);
    }

    private static Column column(Field field) {
        return new Column(field.name(), field.type(), true, field.name());
    }

    private static Row row(List<ChangeRecord> changes, int row) {
        return Objects.requireNonNull(changes.get(row).after());
    }

    private record Decoded(List<Column> columns, List<ChangeRecord> changes) implements RowBlock {
        @Override
        public Kind kind() {
            return Kind.INSERT;
        }

        @Override
        public int size() {
            return changes.size();
        }

        @Override
        public void read(int row, @Nullable Object[] into) {
            System.arraycopy(row(changes, row).values(), 0, into, 0, columns.size());
        }

        @Override
        public ChangeRecord origin(int row) {
            return changes.get(row);
        }
    }
}
