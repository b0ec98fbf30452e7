package io.headrace.testkit.memory;

import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Capabilities.LedgerGranularity;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state that all sessions of an in-memory target share: what has been committed. */
public final class MemoryTarget {

    final Map<TableId, Table> tables = new LinkedHashMap<>();
    final Map<LedgerKey, LedgerEntry> ledger = new LinkedHashMap<>();
    final List<LoadEntry> loads = new ArrayList<>();

    final Map<TableId, String> unique = new LinkedHashMap<>();
    int ledgerFormat = LedgerEntry.FORMAT_VERSION;

    /** Whether a compare-and-set compares. Off, the target is broken on purpose. */
    private boolean fencing = true;

    /** Whether rows of later positions stay. Off, the target is broken on purpose. */
    private boolean guarding = true;

    static final class Table {
        TableSchema schema;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();

        Table(TableSchema schema) {
            this.schema = schema;
        }
    }

    LedgerGranularity granularity = LedgerGranularity.TRANSACTION;
    boolean widens = true;

    /** Commits one partition at a time and never widens a column from now on, as files do. */
    public MemoryTarget likeFiles() {
        granularity = LedgerGranularity.PARTITION;
        widens = false;
        return this;
    }

    /** No two rows of the table may have the same value in the column from now on. */
    public void makeUnique(TableId table, String column) {
        unique.put(table, column);
    }

    /** Pretends that a later release wrote the ledger. */
    public void ageLedger() {
        ledgerFormat = LedgerEntry.FORMAT_VERSION + 1;
    }

    /** Breaks the target: the ledger takes any writer. */
    public void withoutFencing() {
        fencing = false;
    }

    /** Breaks the target: a row is written whatever position the one has that is there. */
    public void withoutGuard() {
        guarding = false;
    }

    boolean guarding() {
        return guarding;
    }

    boolean fencing() {
        return fencing;
    }

    /** Committed rows, by column name. */
    public List<Map<String, @Nullable Object>> rows(TableId id) {
        Table table = tables.get(id);
        return table == null ? List.of() : List.copyOf(table.rows);
    }

    public List<TableId> tables() {
        return List.copyOf(tables.keySet());
    }

    public List<LoadEntry> loads() {
        return List.copyOf(loads);
    }

    public Map<LedgerKey, LedgerEntry> ledger() {
        return Map.copyOf(ledger);
    }
}
