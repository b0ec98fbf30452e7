package io.headrace.testkit.memory;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.core.schema.TableId;
import io.headrace.sink.DestinationFactory;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.contract.SinkTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The in-memory target as suites want it. */
public final class MemorySinkTarget implements SinkTarget {

    private final MemoryTarget target;

    public MemorySinkTarget(MemoryTarget target) {
        this.target = target;
    }

    @Override
    public DestinationFactory factory() {
        return new Factory(target);
    }

    @Override
    public Map<String, String> config() {
        return Map.of();
    }

    @Override
    public List<Map<String, @Nullable Object>> rows(TableId table) {
        return target.rows(table);
    }

    @Override
    public List<TableId> tables() {
        return target.tables();
    }

    @Override
    public Optional<String> refusedText() {
        return Optional.of(MemoryDestination.POISON);
    }

    @Override
    public boolean makeUnique(TableId table, String column) {
        target.makeUnique(table, column);
        return true;
    }

    @Override
    public boolean ageLedger() {
        target.ageLedger();
        return true;
    }

    @Override
    public void close() {
        // The garbage collector's.
    }

    private record Factory(MemoryTarget target) implements DestinationFactory {
        @Override
        public Settings settings() {
            return Settings.of();
        }

        @Override
        public void validate(Values values, Problems problems) {
            // Memory is always there.
        }

        @Override
        public Destination create(Values values, String connectorName, int taskId) {
            return new MemoryDestination(target);
        }

        @Override
        public boolean merges() {
            return true;
        }
    }
}
