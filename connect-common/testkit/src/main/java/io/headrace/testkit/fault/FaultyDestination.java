package io.headrace.testkit.fault;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.Capabilities;
import io.headrace.sink.spi.Destination;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.Staged;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Any destination, with faults around its steps. */
public final class FaultyDestination implements Destination {

    private final Destination real;
    private final Faults faults;

    public FaultyDestination(Destination real, Faults faults) {
        this.real = real;
        this.faults = faults;
    }

    private <T> T around(Step step, Supplier<T> work) {
        faults.at(step, false);
        T result = work.get();
        faults.at(step, true);
        return result;
    }

    private void around(Step step, Runnable work) {
        around(step, () -> {
            work.run();
            return true;
        });
    }

    @Override
    public Capabilities capabilities() {
        return real.capabilities();
    }

    @Override
    public DataType fit(DataType type) {
        return real.fit(type);
    }

    @Override
    public Optional<TableSchema> describe(TableId table) {
        return around(Step.DESCRIBE, () -> real.describe(table));
    }

    @Override
    public void apply(SchemaDelta delta) {
        around(Step.APPLY, () -> real.apply(delta));
    }

    @Override
    public Staged stage(Batch batch) {
        return around(Step.STAGE, () -> real.stage(batch));
    }

    @Override
    public void commit(List<Staged> staged, List<LedgerChange> changes, List<LoadEntry> loads) {
        around(Step.COMMIT, () -> real.commit(staged, changes, loads));
    }

    @Override
    public void discard() {
        around(Step.DISCARD, real::discard);
    }

    @Override
    public Map<LedgerKey, LedgerEntry> recover(Set<LedgerKey> keys) {
        return around(Step.RECOVER, () -> real.recover(keys));
    }

    @Override
    public void reset(String ledgerId, Map<LedgerKey, OptionalLong> next) {
        real.reset(ledgerId, next);
    }

    @Override
    public Set<LedgerKey> ledgerKeys(String ledgerId) {
        return real.ledgerKeys(ledgerId);
    }

    @Override
    public ErrorClass classify(Throwable error) {
        return error instanceof OutageException ? ErrorClass.TRANSIENT : real.classify(error);
    }

    @Override
    public void close() {
        real.close();
    }
}
