package io.headrace.filesink;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.files.store.ObjectNames;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StagedObject;
import io.headrace.filesink.Documents.Versioned;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state objects, one per partition, and the protocol around them. Swapping the object is the commit: it moves the ledger and names the files to publish at once.
 *
 * <p>A swap whose answer is lost is in doubt. Its files stay until a read proves that it lost: either the object has another revision without them, or this writer
 * itself raises the revision, after which the swap cannot succeed any more, however late it arrives.
 */
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private static final String ROOT = "_headrace/state/";
    private static final String SUFFIX = ".json";
    private static final int ROUNDS = 20;
    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final Documents documents;

    /** Swaps of this writer whose outcome is not known. */
    private final Map<LedgerKey, Doubt> doubts = new HashMap<>();

    /** Revisions whose pending files this writer has published. */
    private final Map<LedgerKey, Long> published = new HashMap<>();

    private record Doubt(List<StagedObject> files, Optional<String> expected) {}

    Ledger(ObjectStore store) {
        this.store = store;
        this.documents = new Documents(store);
    }

    /** @throws FencedException when the ledger is not where the change expects it */
    Versioned<PartitionState> expect(LedgerChange change) throws IOException {
        Versioned<PartitionState> now = settle(change.key());
        if (!now.value().matches(change.expected())) {
            throw new FencedException(Set.of(change.key()));
        }
        return now;
    }

    /**
     * Commits and publishes. The files are the ledger's business from here on, whatever is thrown.
     *
     * @param from what {@link #expect} returned
     */
    void commit(Versioned<PartitionState> from, LedgerChange change, List<StagedObject> files, List<LoadEntry> loads)
            throws IOException {
        PartitionState next = from.value().advanced(change, files, loads);
        doubts.put(change.key(), new Doubt(files, from.version()));
        if (swap(next, from.version())) {
            doubts.remove(change.key());
        } else if (!wasCommitted(change.key())) {
            expect(change);
            throw changed(change.key());
        }
        if (settle(change.key()).value().revision() != next.revision()) {
            // A file was lost and the batch taken back, or somebody else is further already: the ledger tells.
            throw changed(change.key());
        }
    }

    /** Finishes or takes back what earlier writers left, and reads where the partition stands. */
    LedgerEntry recover(LedgerKey key) throws IOException {
        wasCommitted(key);
        for (int round = 0; round < ROUNDS; round++) {
            Versioned<PartitionState> now = settle(key);
            if (now.value().isSettled() || swap(now.value().settled(), now.version())) {
                return now.value().entry();
            }
        }
        throw contended(key);
    }

    /** Removes staged files of batches that can never be committed any more. */
    void sweep(Map<LedgerKey, LedgerEntry> ledger) throws IOException {
        Set<StagedObject> kept = new HashSet<>();
        doubts.values().forEach(doubt -> kept.addAll(doubt.files()));
        for (StagedObject staged : store.staged("")) {
            Optional<FileName> name = FileName.parse(staged.key());
            boolean orphan = name.isPresent()
                    && ledger.entrySet().stream()
                            .anyMatch(entry -> name.get().isOf(entry.getKey())
                                    && name.get().isBehind(entry.getValue()));
            if (orphan && !kept.contains(staged)) {
                LOG.info("Removing {}, which an unfinished load left behind", staged.key());
                store.abort(staged);
            }
        }
    }

    void reset(LedgerKey key, OptionalLong next) throws IOException {
        wasCommitted(key);
        for (int round = 0; round < ROUNDS; round++) {
            Versioned<PartitionState> now = settle(key);
            if (swap(now.value().reset(next), now.version())) {
                return;
            }
        }
        throw contended(key);
    }

    Set<LedgerKey> keys(String ledgerId) throws IOException {
        Set<LedgerKey> keys = new HashSet<>();
        String prefix = ROOT + ObjectNames.segment(ledgerId) + "/";
        List<String> page = store.list(prefix, "", PAGE);
        while (!page.isEmpty()) {
            for (String key : page) {
                documents
                        .read(key, LedgerEntry.FORMAT_VERSION, StateCodec::read)
                        .map(found -> found.value().entry().key())
                        .filter(found -> found.ledgerId().equals(ledgerId))
                        .ifPresent(keys::add);
            }
            page = store.list(prefix, page.get(page.size() - 1), PAGE);
        }
        return keys;
    }

    /** Notes that the last batches are published, so that files which somebody moves later are not taken for lost ones. */
    void close() throws IOException {
        for (LedgerKey key : List.copyOf(published.keySet())) {
            Versioned<PartitionState> now = read(key);
            if (!now.value().pending().isEmpty() && isPublished(now.value())) {
                swap(now.value().settled(), now.version());
            }
            published.remove(key);
        }
    }

    /** What became of a swap in doubt; its files are gone if it lost. */
    private boolean wasCommitted(LedgerKey key) throws IOException {
        Doubt doubt = doubts.get(key);
        if (doubt == null) {
            return false;
        }
        for (int round = 0; round < ROUNDS; round++) {
            Versioned<PartitionState> now = read(key);
            if (!doubt.files().isEmpty() && now.value().pending().containsAll(doubt.files())) {
                doubts.remove(key);
                return true;
            }
            if (!now.version().equals(doubt.expected()) || swap(now.value().fenced(), now.version())) {
                abort(doubt.files());
                doubts.remove(key);
                return false;
            }
        }
        throw contended(key);
    }

    /** Publishes what is pending and removes what is to be undone; takes the last batch back when a file of it is lost. */
    private Versioned<PartitionState> settle(LedgerKey key) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Versioned<PartitionState> now = read(key);
            PartitionState state = now.value();
            if (!state.undo().isEmpty()) {
                remove(state.undo());
                swap(state.settled(), now.version());
            } else if (state.pending().isEmpty() || isPublished(state)) {
                return now;
            } else if (publish(state.pending())) {
                published.put(key, state.revision());
                return now;
            } else {
                LOG.warn(
                        "A file of the batch before offset {} of {} is lost; going back to offset {}",
                        state.entry().next(),
                        key,
                        state.rolledBack().entry().next());
                swap(state.rolledBack(), now.version());
            }
        }
        throw contended(key);
    }

    private boolean isPublished(PartitionState state) {
        return Long.valueOf(state.revision()).equals(published.get(state.entry().key()));
    }

    private boolean publish(List<StagedObject> files) throws IOException {
        boolean all = true;
        for (StagedObject file : files) {
            all &= store.publish(file);
        }
        return all;
    }

    /** Uploads first, so that nobody can publish one after its file was removed. */
    private void remove(List<StagedObject> files) throws IOException {
        abort(files);
        for (StagedObject file : files) {
            store.delete(file.key());
        }
    }

    private void abort(List<StagedObject> files) throws IOException {
        for (StagedObject file : files) {
            store.abort(file);
        }
    }

    private Versioned<PartitionState> read(LedgerKey key) throws IOException {
        String path = path(key);
        Versioned<PartitionState> now = documents
                .read(path, LedgerEntry.FORMAT_VERSION, StateCodec::read)
                .orElseGet(() -> new Versioned<>(PartitionState.absent(LedgerEntry.absent(key)), Optional.empty()));
        LedgerKey found = now.value().entry().key();
        if (!found.equals(key)) {
            throw HeadraceException.config(
                    "'" + path + "' belongs to " + found + ", not to " + key
                            + ": this file system does not tell upper from lower case. Give one of the connectors another directory.");
        }
        return now;
    }

    private boolean swap(PartitionState to, Optional<String> expected) throws IOException {
        return documents
                .swap(path(to.entry().key()), StateCodec.write(to), expected)
                .isPresent();
    }

    private static HeadraceException changed(LedgerKey key) {
        return new HeadraceException(
                ErrorClass.TRANSIENT, "The state of " + key + " was changed by another writer during the commit", null);
    }

    private static HeadraceException contended(LedgerKey key) {
        return new HeadraceException(ErrorClass.TRANSIENT, "Other writers keep changing the state of " + key, null);
    }

    private static String path(LedgerKey key) {
        List<String> segments = new ArrayList<>(List.of(
                ObjectNames.segment(key.ledgerId()),
                ObjectNames.segment(key.topic()),
                String.valueOf(key.partition())));
        return ROOT + String.join("/", segments) + SUFFIX;
    }
}
