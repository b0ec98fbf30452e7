package io.headrace.sink.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.ChangeRecord.Coordinates;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.options.NestingOptions;
import io.headrace.sink.options.WriteOptions;
import io.headrace.sink.plan.ChildRows.ElementRows;
import io.headrace.sink.plan.ChildRows.Maker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElementBlockTest {

    private static final RowSchema KEY = RowSchema.of(Field.required("id", DataType.INT64));
    private static final RowSchema ELEMENT = RowSchema.of(
            Field.required("parent", DataType.INT64),
            Field.required("index", DataType.INT32),
            Field.optional("value", DataType.TEXT));
    private static final List<Column> COLUMNS = ELEMENT.fields().stream()
            .map(field -> new Column(field.name(), field.type(), field.nullable(), field.name()))
            .toList();

    private final Maker maker = new Maker(List.of(), row -> null, ELEMENT, -1);
    private final List<ChangeRecord> changes = new ArrayList<>();
    private final List<ElementRows> lists = new ArrayList<>();

    private void add(long id, List<?> elements) {
        Row key = Row.of(KEY, new Object[] {id});
        changes.add(new ChangeRecord(Op.INSERT, key, null, null, new Coordinates("t", 0, id), "t", -1, 0));
        lists.add(new ElementRows(maker, ELEMENT, key, elements));
    }

    private ElementBlock block() {
        WriteOptions options = new WriteOptions(
                WriteOptions.Mode.MERGE,
                WriteOptions.Deletes.HARD,
                WriteOptions.Truncates.FAIL,
                WriteOptions.Order.OFFSET,
                List.of(),
                Set.of(),
                "_");
        Nesting nesting =
                new Nesting(new NestingOptions(NestingOptions.Structs.KEEP, NestingOptions.Lists.KEEP), Set.of());
        TableShape shape = new TableShape(
                new TableSchema(TableId.of("t__l"), COLUMNS, List.of()), nesting, UnaryOperator.identity());
        return new ElementBlock(COLUMNS, new Cells(shape, COLUMNS, options, "load", Instant.EPOCH), changes, lists);
    }

    private static List<@Nullable Object> read(ElementBlock block, int row) {
        @Nullable Object[] into = new @Nullable Object[COLUMNS.size()];
        block.read(row, into);
        return List.of(into);
    }

    @Test
    void rowsAreReadInAnyOrder() {
        add(7, List.of("a", "b", "c"));
        add(8, List.of("d"));
        add(9, List.of("e", "f"));
        ElementBlock block = block();

        assertThat(block.size()).isEqualTo(6);
        assertThat(read(block, 5)).containsExactly(9L, 1, "f");
        assertThat(read(block, 0)).containsExactly(7L, 0, "a");
        assertThat(block.origin(3).coordinates().offset()).isEqualTo(8);
        assertThat(read(block, 4)).containsExactly(9L, 0, "e");
        assertThat(read(block, 2)).containsExactly(7L, 2, "c");
        assertThat(read(block, 3)).containsExactly(8L, 0, "d");
    }

    /** If all were made at once, they would take a hundred gigabytes. */
    @Test
    void rowsTakeNoMemoryBeforeTheyAreRead() {
        for (long id = 0; id < 1_000; id++) {
            add(id, Collections.nCopies(1_000_000, "x"));
        }
        ElementBlock block = block();

        assertThat(block.size()).isEqualTo(1_000_000_000);
        assertThat(read(block, 999_999_999)).containsExactly(999L, 999_999, "x");
    }
}
