package io.headrace.sink.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.record.DataType.StructOf;
import io.headrace.core.record.Field;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowSchema;
import io.headrace.sink.options.NestingOptions;
import io.headrace.sink.options.NestingOptions.Lists;
import io.headrace.sink.options.NestingOptions.Structs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NestingTest {

    private static final RowSchema SCHEMA = RowSchema.of(
            Field.required("id", DataType.INT64),
            Field.optional(
                    "a",
                    new StructOf(List.of(
                            Field.required("b", DataType.TEXT),
                            Field.required("c", new StructOf(List.of(Field.required("d", DataType.INT32)))),
                            Field.required("l", new ListOf(DataType.TEXT))))),
            Field.required("a.b", DataType.TEXT));

    private static Nesting nesting(Structs structs, Lists lists, String... whole) {
        return new Nesting(new NestingOptions(structs, lists), Set.of(whole));
    }

    private static List<String> described(Nesting nesting) {
        return nesting.leaves(SCHEMA).stream()
                .map(leaf -> leaf.field().name() + (leaf.field().nullable() ? "?" : "") + " "
                        + TypeNames.shortName(leaf.field().type()))
                .toList();
    }

    @Test
    void keepsEverythingUnlessTold() {
        assertThat(described(nesting(Structs.KEEP, Lists.KEEP))).containsExactly("id int64", "a? struct", "a.b text");
    }

    @Test
    void whatAStructHoldsMayBeNullWhereTheStructMayBe() {
        assertThat(described(nesting(Structs.FLATTEN, Lists.KEEP)))
                .containsExactly("id int64", "a.b? text", "a.c.d? int32", "a.l? list", "a\\.b text");
    }

    @Test
    void listsAreCountedWhereTheyHaveTablesOfTheirOwn() {
        assertThat(described(nesting(Structs.FLATTEN, Lists.CHILD)))
                .containsExactly("id int64", "a.b? text", "a.c.d? int32", "a.l[]? int32", "a\\.b text");
    }

    @Test
    void theKeyIsNotTakenApart() {
        assertThat(described(nesting(Structs.FLATTEN, Lists.CHILD, "a")))
                .containsExactly("id int64", "a? struct", "a\\.b text");
    }

    @Test
    void readsThroughNullsAndValuesThatWereNotSent() {
        assertThat(read(new Object[] {"x", new Object[] {7}, List.of("p", "q")}))
                .containsExactly(1L, "x", 7, 2, "y");
        assertThat(read(new Object[] {"x", null, null})).containsExactly(1L, "x", null, null, "y");
        assertThat(read(null)).containsExactly(1L, null, null, null, "y");
        assertThat(read(Row.UNAVAILABLE)).containsExactly(1L, null, null, null, "y");
    }

    private static List<@Nullable Object> read(@Nullable Object struct) {
        Row row = Row.of(SCHEMA, new @Nullable Object[] {1L, struct, "y"});
        List<@Nullable Object> values = new ArrayList<>();
        nesting(Structs.FLATTEN, Lists.CHILD)
                .leaves(SCHEMA)
                .forEach(leaf -> values.add(leaf.reader().read(row)));
        return values;
    }

    @Test
    void anEmptyStructIsANull() {
        RowSchema schema = RowSchema.of(Field.optional("a", new StructOf(List.of())));
        List<Leaf> leaves = nesting(Structs.FLATTEN, Lists.KEEP).leaves(schema);
        assertThat(leaves).extracting(Leaf::field).containsExactly(Field.optional("a", DataType.NOTHING));
    }

    @Test
    void columnsAreNamedAfterPaths() {
        Nesting nesting = nesting(Structs.FLATTEN, Lists.CHILD);
        assertThat(Arrays.asList("a", "a.b", "a\\.b.c", "a.l[]", "a\\[]", "a\\\\[]", "a.b__v_text"))
                .extracting(nesting::columnText)
                .containsExactly("a", "a_b", "a.b_c", "a_l__count", "a[]", "a\\__count", "a_b__v_text");
        assertThat(nesting(Structs.KEEP, Lists.KEEP).columnText("a.l[]")).isEqualTo("a.l[]");
    }

    @Test
    void aFieldDecidesAboutAllThatLiesUnderIt() {
        Nesting nesting = nesting(Structs.FLATTEN, Lists.CHILD);
        Field field = Field.optional("a.b", DataType.TEXT);
        assertThat(List.of("a", "a.b", "a.c", "a__v_text", "a[]", "ab", "a\\.b", "b"))
                .filteredOn(source -> nesting.isOf(source, field))
                .containsExactly("a", "a.b", "a.c", "a__v_text", "a[]");
    }
}
