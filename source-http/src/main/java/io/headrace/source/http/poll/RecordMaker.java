package io.headrace.source.http.poll;

import io.headrace.http.read.Position;
import io.headrace.http.read.Read;
import io.headrace.source.http.record.RecordFormat;
import io.headrace.source.http.record.RecordKinds;
import io.headrace.source.http.record.StreamRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Makes Connect's records of a task's streams. What is learnt of a stream's schema is shared by its parts. Used by one thread. */
final class RecordMaker {

    private final HttpConfig config;
    private final Map<String, StreamRecords> streams = new HashMap<>();
    private final Map<String, String> topics = new HashMap<>();

    RecordMaker(HttpConfig config) {
        this.config = config;
    }

    /** Brings back what an earlier task learnt of a stream. */
    void remember(Unit unit, Map<String, ?> offset) {
        StoredPosition.schema(offset)
                .ifPresent(memory -> records(unit.spec().name()).remember(memory));
    }

    /** Whether it is of use to know the schemas that streams declare. */
    boolean takesSchemas() {
        return config.format() == RecordFormat.STRUCT;
    }

    /** Says which schema a stream declares. */
    void declare(Unit unit, Map<String, @Nullable Object> schema) {
        records(unit.spec().name()).declare(schema);
    }

    /** @throws io.headrace.core.error.HeadraceException when a record has no key, or the position no room in an offset */
    List<SourceRecord> make(Unit unit, List<Read> reads) {
        List<SourceRecord> made = reads.stream().map(read -> make(unit, read)).toList();
        // The records of a batch lie in one window, so that the last position is no smaller than the others; nor is
        // what was learnt from all of them.
        OffsetSize.check(unit, offset(unit, reads.get(reads.size() - 1).after()));
        return made;
    }

    private SourceRecord make(Unit unit, Read read) {
        StreamRecords records = records(read.stream());
        SchemaAndValue key = records.key(read);
        SchemaAndValue value = records.value(read);
        return new SourceRecord(
                unit.partition(),
                offset(unit, read.after()),
                topics.computeIfAbsent(read.stream(), config::topic),
                null,
                key.schema(),
                key.value(),
                value.schema(),
                value.value());
    }

    /** A small record that carries a position alone. */
    SourceRecord heartbeat(Unit unit, Position position, String topic, Instant now) {
        StoredPosition offset = offset(unit, position);
        OffsetSize.check(unit, offset);
        return new SourceRecord(
                unit.partition(),
                offset,
                topic,
                null,
                Schema.STRING_SCHEMA,
                unit.toString(),
                Schema.STRING_SCHEMA,
                now.toString());
    }

    private StoredPosition offset(Unit unit, Position position) {
        String memory = records(unit.spec().name()).memory();
        return new StoredPosition(position, memory);
    }

    private StreamRecords records(String stream) {
        return streams.computeIfAbsent(stream, name -> RecordKinds.of(config.format(), config.keys(), name));
    }
}
