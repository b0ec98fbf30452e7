package io.headrace.sink.spi;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A system that the sink engine loads. One instance belongs to one task and is used by one thread at a time (the task's loader).
 *
 * <p>The engine's cycle is: {@link #recover} once per assignment; then per flush {@link #describe}, {@link #apply} where the plan asks for it,
 * {@link #stage} per table, {@link #commit}. Between the first {@code stage} and the {@code commit} no DDL happens; {@link #discard} ends an attempt
 * that will not be committed. Connections are opened lazily and re-opened after a failure: constructing a destination does no I/O.
 *
 * <p>Any method may throw anything; {@link #classify} says what can be done about it.
 */
public interface Destination extends AutoCloseable {

    Capabilities capabilities();

    /** The type the target will store for {@code type}, losing nothing; the same type when the target has it. */
    DataType fit(DataType type);

    /** The table as it is now, with the remembered source field of each column, or empty when it does not exist. */
    Optional<TableSchema> describe(TableId table);

    /** Creates or changes a table. Repeatable and safe against another task doing the same at once. */
    void apply(SchemaDelta delta);

    /**
     * Brings the rows of one batch to the target by its bulk path, invisible to readers until {@link #commit}. Errors that one row causes surface here, not in
     * {@code commit}, wherever the target can find them here; the engine bisects the batch by staging its halves and discarding them.
     * Errors of class CLASH make it load the batch in smaller parts, one after the other.
     */
    Staged stage(Batch batch);

    /**
     * Makes everything staged since the last commit or discard visible, together with the ledger, all or nothing.
     *
     * <p>Every {@link LedgerChange} is a compare-and-set on {@code (next, generation)}. If one does not match, nothing is committed and {@link FencedException} names them.
     * After an exception of class POISON or CLASH nothing is committed either: the target refused the rows only now (deferred constraints). After any other exception the outcome is unknown: the engine calls {@link #discard}, asks {@link #recover} and repeats the very same range.
     */
    void commit(List<Staged> staged, List<LedgerChange> changes, List<LoadEntry> loads);

    /** Drops what was staged and not committed. Harmless when nothing was; leaves the destination ready for the next {@code stage}. */
    void discard();

    /**
     * Finishes or rolls back what an earlier writer left pending for these keys, then reads the ledger.
     *
     * @return an entry for every key asked for; {@link LedgerEntry#absent} where the target has none
     * @throws io.headrace.core.error.HeadraceException of class CONFIG when the ledger was written in a newer format version
     */
    Map<LedgerKey, LedgerEntry> recover(Set<LedgerKey> keys);

    /**
     * Rewinds or clears the ledger, raising the generation so that no running writer matches any more. Repeatable.
     *
     * @param next per key the offset to go on from, or empty to forget the position
     */
    void reset(String ledgerId, Map<LedgerKey, OptionalLong> next);

    /** Every key the ledger holds for this id. */
    Set<LedgerKey> ledgerKeys(String ledgerId);

    ErrorClass classify(Throwable error);

    @Override
    void close();
}
