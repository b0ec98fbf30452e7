package io.headrace.filesink;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StagedObject;
import io.headrace.filesink.Documents.Versioned;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.Capabilities;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.Staged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders of files. Staging writes files that nobody sees; the commit swaps the partition's state object, which names them; then they are published one by one. Readers may
 * see some files of a batch before the others, never a row twice.
 */
final class FilesDestination implements Destination {

    private static final Logger LOG = LoggerFactory.getLogger(FilesDestination.class);

    /** More columns than any reader handles well; Parquet itself has no limit. */
    private static final int MAX_COLUMNS = 10_000;

    /** No limit of the formats: names beyond this help nobody. */
    private static final int MAX_NAME_BYTES = 255;

    private final ObjectStore store;
    private final RowFileFormat format;
    private final BatchWriter writer;
    private final Tables tables;
    private final Ledger ledger;

    /** Complete files that no commit has been tried with. */
    private final List<StagedObject> uncommitted = new ArrayList<>();

    private record StagedFiles(Batch batch, long bytes) implements Staged {}

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    FilesDestination(ObjectStore store, RowFileFormat format, PathFormat paths) {
        this.store = store;
        this.format = format;
        this.writer = new BatchWriter(store, format, paths);
        this.tables = new Tables(store);
        this.ledger = new Ledger(store);
    }

    @Override
    public Capabilities capabilities() {
        // Readers such as DuckDB, Spark and Trino do not tell column names apart by case, although Parquet does.
        return new Capabilities(
                Capabilities.LedgerGranularity.PARTITION,
                false,
                false,
                true,
                true,
                MAX_COLUMNS,
                new Capabilities.NameRules(MAX_NAME_BYTES, false));
    }

    @Override
    public DataType fit(DataType type) {
        return format.fit(type);
    }

    @Override
    public Optional<TableSchema> describe(TableId table) {
        return explained(() -> tables.describe(table));
    }

    @Override
    public void apply(SchemaDelta delta) {
        explained(() -> {
            tables.apply(delta);
            return delta;
        });
    }

    @Override
    public Staged stage(Batch batch) {
        return explained(() -> new StagedFiles(batch, writer.write(batch, uncommitted)));
    }

    @Override
    public void commit(List<Staged> staged, List<LedgerChange> changes, List<LoadEntry> loads) {
        if (changes.size() > 1) {
            throw new IllegalArgumentException("A commit covers one partition, not " + changes.size());
        }
        explained(() -> {
            if (changes.isEmpty()) {
                publishWithoutLedger();
            } else {
                commit(changes.get(0), loads);
            }
            return staged;
        });
    }

    private void commit(LedgerChange change, List<LoadEntry> loads) throws IOException {
        Versioned<PartitionState> from = ledger.expect(change);
        List<StagedObject> files = List.copyOf(uncommitted);
        uncommitted.clear();
        ledger.commit(from, change, files, loads);
    }

    private void publishWithoutLedger() throws IOException {
        while (!uncommitted.isEmpty()) {
            StagedObject file = uncommitted.get(0);
            if (!store.publish(file)) {
                throw new IOException("The staged file of " + file.key() + " is gone");
            }
            uncommitted.remove(0);
        }
    }

    @Override
    public void discard() {
        explained(() -> {
            while (!uncommitted.isEmpty()) {
                store.abort(uncommitted.get(0));
                uncommitted.remove(0);
            }
            return uncommitted;
        });
    }

    @Override
    public Map<LedgerKey, LedgerEntry> recover(Set<LedgerKey> keys) {
        return explained(() -> {
            Map<LedgerKey, LedgerEntry> entries = new HashMap<>();
            for (LedgerKey key : keys) {
                entries.put(key, ledger.recover(key));
            }
            ledger.sweep(entries);
            return entries;
        });
    }

    @Override
    public void reset(String ledgerId, Map<LedgerKey, OptionalLong> next) {
        explained(() -> {
            for (Map.Entry<LedgerKey, OptionalLong> entry : next.entrySet()) {
                ledger.reset(entry.getKey(), entry.getValue());
            }
            return next;
        });
    }

    @Override
    public Set<LedgerKey> ledgerKeys(String ledgerId) {
        return explained(() -> ledger.keys(ledgerId));
    }

    @Override
    public ErrorClass classify(Throwable error) {
        // Errors of the store are explained where they are met; what is left is a defect, and retrying would hide it.
        return error instanceof HeadraceException known ? known.errorClass() : ErrorClass.CONFIG;
    }

    @Override
    public void close() {
        try (store) {
            discard();
            ledger.close();
        } catch (HeadraceException | IOException e) {
            // The next owner finds the same, and recovers from it.
            LOG.debug("The store could not be tidied on closing", e);
        }
    }

    private <T> T explained(Work<T> work) {
        try {
            return work.run();
        } catch (UncheckedIOException e) {
            throw store.explain(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw store.explain(e);
        }
    }
}
