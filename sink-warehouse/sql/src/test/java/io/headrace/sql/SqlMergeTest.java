package io.headrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Capabilities;
import io.headrace.sink.spi.RowBlock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SqlMergeTest {

    private static final List<Column> COLUMNS =
            List.of(column("id"), column("note"), column("seq"), column("the \"order\""));

    private static Column column(String name) {
        return new Column(name, DataType.INT64, true);
    }

    private static SqlMerge merge(String... order) {
        TableSchema schema = new TableSchema(new TableId("shop", "orders"), COLUMNS, List.of("id"));
        DescribedTable target = new DescribedTable(schema, List.of("bigint", "bigint", "bigint", "bigint"));
        return new SqlMerge(new Plain(), TableId.of("staged"), target, COLUMNS, List.of("id"), List.of(order));
    }

    @Test
    void withoutAnOrderARowIsWrittenOverAnyOther() {
        assertThat(merge().guard(" AND ", "t", "s")).isEmpty();
        assertThat(merge().statements(RowBlock.Kind.UPSERT))
                .containsExactly(
                        "UPDATE \"shop\".\"orders\" AS t SET \"note\" = s.\"note\", \"seq\" = s.\"seq\", \"the \"\"order\"\"\" = s.\"the \"\"order\"\"\" FROM \"staged\" AS s WHERE t.\"id\" = s.\"id\"",
                        "INSERT INTO \"shop\".\"orders\" (\"id\", \"note\", \"seq\", \"the \"\"order\"\"\") SELECT s.\"id\", s.\"note\", s.\"seq\", s.\"the \"\"order\"\"\" FROM \"staged\" AS s WHERE NOT EXISTS (SELECT 1 FROM \"shop\".\"orders\" AS t WHERE t.\"id\" = s.\"id\")");
    }

    @Test
    void inAnOrderARowOfALaterPositionStays() {
        SqlMerge merge = merge("seq", "the \"order\"");
        String guard =
                "(t.\"seq\" IS NULL OR (t.\"seq\" < 0, t.\"seq\", COALESCE(t.\"the \"\"order\"\"\", s.\"the \"\"order\"\"\")) <= (s.\"seq\" < 0, s.\"seq\", s.\"the \"\"order\"\"\"))";
        assertThat(merge.guard(" WHERE ", "t", "s")).isEqualTo(" WHERE " + guard);
        assertThat(merge.updateThenInsert())
                .satisfiesExactly(
                        update -> assertThat(update).endsWith(" WHERE t.\"id\" = s.\"id\" AND " + guard),
                        insert -> assertThat(insert)
                                .isEqualTo(merge().updateThenInsert().get(1)));
    }

    /** No more than a dialect must have. */
    private static final class Plain implements Dialect {

        @Override
        public String name() {
            return "Plain";
        }

        @Override
        public Capabilities capabilities() {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataType fit(DataType type) {
            return type;
        }

        @Override
        public String typeName(DataType type) {
            return "bigint";
        }

        @Override
        public Optional<DescribedTable> describe(Connection connection, TableId table) {
            return Optional.empty();
        }

        @Override
        public ErrorClass classify(SQLException error) {
            return ErrorClass.CONFIG;
        }

        @Override
        public boolean isConflict(SQLException error) {
            return false;
        }
    }
}
