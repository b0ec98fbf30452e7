package io.headrace.duckdb;

import io.headrace.rules.golden.Golden;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sql.SqlDestination;
import io.headrace.sql.SqlLedger;
import io.headrace.sql.SqlLoads;
import io.headrace.sql.SqlNames;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables that a warehouse sink keeps for itself and for its users, as a real database has them: others query them, so they change only on purpose. */
final class BookkeepingReferenceTest {

    @Test
    void tablesAreDocumented(@TempDir Path directory) {
        Warehouse warehouse = new Warehouse(directory.resolve("w.duckdb"));
        StringBuilder page = new StringBuilder("""
                # Warehouse sinks: the tables that Headrace keeps

                This page is generated from a real database; a test compares the two. Types are DuckDB's; Postgres has the same columns. Rows written by another version of a table's format
                are known by their `format_version`: a newer one than the plugin knows is refused.
                """);
        try (SqlDestination destination = warehouse.destination()) {
            destination.recover(Set.of());
            table(
                    page,
                    warehouse,
                    SqlLedger.TABLE,
                    LedgerEntry.FORMAT_VERSION,
                    "The ledger: per connector (`ledger_id`), topic and partition the offset to load next, moved in the same transaction as the rows. "
                            + "`next` is -1 where the position was cleared; `generation` rises with each reset; `last_*` describe the last loaded record, so that a recreated topic is noticed. Change it through the REST API's offsets, not by hand.");
            table(
                    page,
                    warehouse,
                    SqlLoads.TABLE,
                    SqlLoads.FORMAT_VERSION,
                    "The sync log: per load, table and partition the range of offsets, the rows in, written and rejected, and what changed in the table's schema. The rows of a load carry its `load_id` in `_headrace_load_id`.");
            table(
                    page,
                    warehouse,
                    SqlNames.TABLE,
                    SqlNames.FORMAT_VERSION,
                    "Fields whose name had to be fitted to the database, and the column that each got for ever.");
        }
        Golden.assertMatches("docs/reference/bookkeeping.md", page.toString());
    }

    private static void table(StringBuilder page, Warehouse warehouse, String name, int version, String about) {
        page.append("\n## `%s`\n\n%s\n\nFormat version %d.\n\n| column | type | null |\n|---|---|---|\n"
                .formatted(name, about, version));
        for (String column : warehouse.query(
                "SELECT '`' || column_name || '` | ' || lower(data_type) || ' | ' || lower(is_nullable) FROM information_schema.columns WHERE table_name = '"
                        + name + "' ORDER BY ordinal_position")) {
            page.append("| ").append(column).append(" |\n");
        }
    }
}
