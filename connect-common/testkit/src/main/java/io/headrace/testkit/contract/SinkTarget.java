package io.headrace.testkit.contract;

import io.headrace.core.schema.TableId;
import io.headrace.sink.DestinationFactory;
import io.headrace.sink.spi.Destination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One target, empty at first, that a suite loads and then reads by other means than the engine's. */
public interface SinkTarget extends AutoCloseable {

    /** Makes fresh sessions with this one target. */
    DestinationFactory factory();

    /** The target's own settings, for the factory. */
    Map<String, String> config();

    /** What readers of the table see now, by column name, in canonical values (see {@link io.headrace.core.record.DataType}); empty when there is no such table. */
    List<Map<String, @Nullable Object>> rows(TableId table);

    /** Every table that holds users' rows. */
    List<TableId> tables();

    /** Ends a session as the operating system does when its process is killed: connections drop, files stay as they are. */
    default void abandon(Destination session) {
        session.close();
    }

    /** A text that the target refuses in a column of text when it is staged, where there is one. */
    default Optional<String> refusedText() {
        return Optional.empty();
    }

    /**
     * Makes the values of a column unique besides the key.
     *
     * @return false where the target has no such thing
     */
    default boolean makeUnique(TableId table, String column) {
        return false;
    }

    /**
     * Writes in the target that its ledger is of a later format than this release knows.
     *
     * @return false where the target keeps no format
     */
    default boolean ageLedger() {
        return false;
    }

    /** Takes out of the target's ledger what the first release did not write, where it stands in a place of its own. */
    default void firstLedger() {
        // A member that is left out when unknown is not there to be taken out.
    }

    /** Tables that one task loads in the suite's widest scenario; fewer where each is slow. */
    default int manyTables() {
        return 500;
    }

    /** Whether what one task has staged makes others wait until it is committed or discarded, as row locks do. A simulation, which has one thread, then lets the first go on first. */
    default boolean stagingLocks() {
        return false;
    }

    @Override
    void close();
}
