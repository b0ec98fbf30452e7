package io.headrace.filesink;

import io.headrace.core.schema.TableId;
import io.headrace.files.store.StagedObject;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerEntry.LastRecord;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored form of a {@link PartitionState}. Readable by eye and by any JSON reader; its member names are golden. */
final class StateCodec {

    private StateCodec() {}

    static Json write(PartitionState state) {
        LedgerKey key = state.entry().key();
        LedgerEntry before = state.before();
        return new Json()
                .with("format", (long) LedgerEntry.FORMAT_VERSION)
                .with("ledger", key.ledgerId())
                .with("topic", key.topic())
                .with("partition", (long) key.partition())
                .with("next", state.entry().next())
                .with("generation", state.entry().generation())
                .with("last", last(state.entry().last()))
                .withKnown("topic_id", state.entry().topicId())
                .with("revision", state.revision())
                .with("pending", files(state.pending()))
                .with(
                        "before",
                        before == null
                                ? null
                                : new Json()
                                        .with("next", before.next())
                                        .with("last", last(before.last()))
                                        .withKnown("topic_id", before.topicId()))
                .with("undo", files(state.undo()))
                .with("loads", state.loads().stream().map(StateCodec::load).toList());
    }

    /** @throws IllegalArgumentException when something is missing or of another type */
    static PartitionState read(Json json) {
        LedgerKey key = new LedgerKey(json.text("ledger"), json.text("topic"), (int) json.number("partition"));
        long generation = json.number("generation");
        return new PartitionState(
                entry(key, generation, json),
                json.number("revision"),
                readFiles(json, "pending"),
                json.has("before") ? entry(key, generation, json.object("before")) : null,
                readFiles(json, "undo"),
                json.objects("loads").stream().map(line -> load(key, line)).toList());
    }

    private static LedgerEntry entry(LedgerKey key, long generation, Json json) {
        LastRecord last = null;
        if (json.has("last")) {
            Json record = json.object("last");
            last = new LastRecord(record.number("offset"), record.number("timestamp"), record.number("hash"));
        }
        return new LedgerEntry(
                key, json.number("next"), generation, last, json.has("topic_id") ? json.text("topic_id") : null);
    }

    private static @Nullable Json last(@Nullable LastRecord last) {
        return last == null
                ? null
                : new Json()
                        .with("offset", last.offset())
                        .with("timestamp", last.timestamp())
                        .with("hash", last.hash());
    }

    private static List<Json> files(List<StagedObject> files) {
        return files.stream()
                .map(file -> new Json().with("key", file.key()).with("token", file.token()))
                .toList();
    }

    private static List<StagedObject> readFiles(Json json, String name) {
        return json.objects(name).stream()
                .map(file -> new StagedObject(file.text("key"), file.text("token")))
                .toList();
    }

    private static Json load(LoadEntry line) {
        return new Json()
                .with("load_id", line.loadId())
                .with("namespace", line.table().namespace())
                .with("table", line.table().name())
                .with("first_offset", line.firstOffset())
                .with("last_offset", line.lastOffset())
                .with("rows_in", line.rowsIn())
                .with("rows_written", line.rowsWritten())
                .with("rows_rejected", line.rowsRejected())
                .with("schema_change", line.schemaChange())
                .with("started_at", line.startedAt().toString())
                .with("finished_at", line.finishedAt().toString());
    }

    private static LoadEntry load(LedgerKey key, Json line) {
        return new LoadEntry(
                line.text("load_id"),
                key,
                new TableId(line.has("namespace") ? line.text("namespace") : null, line.text("table")),
                line.number("first_offset"),
                line.number("last_offset"),
                line.number("rows_in"),
                line.number("rows_written"),
                line.number("rows_rejected"),
                line.text("schema_change"),
                Instant.parse(line.text("started_at")),
                Instant.parse(line.text("finished_at")));
    }
}
