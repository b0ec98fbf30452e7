package io.headrace.core.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Change events whose row was lifted out of the envelope: by Debezium's {@code ExtractNewRecordState} with {@code add.fields}, {@code add.headers} or {@code rewrite}d deletes,
 * or by our own sources with {@code record.format=row}, whose fields are {@code __op}, {@code __lsn}, {@code __tx_order} and {@code __source_ts_us}.
 *
 * <p>{@code __op} and {@code __deleted} say what happened and are no columns, nor are the four of our own; other metadata fields were asked for by the user and stay columns.
 */
final class FlattenedRows {

    private final String prefix;
    private final String op;
    private final String deleted;
    private final String ours;
    private final Set<String> oursAll;
    private final SourceFact.Lookup<Map<?, ?>> mapFacts;
    private final SourceFact.Lookup<Headers> headerFacts;

    FlattenedRows(String prefix) {
        this.prefix = prefix;
        this.op = prefix + "op";
        this.deleted = prefix + "deleted";
        this.ours = prefix + "tx_order";
        this.oursAll = Set.of(prefix + "lsn", ours, prefix + "source_ts_us");
        this.mapFacts = SourceFact.inMapRow(prefix);
        this.headerFacts = SourceFact.inHeaders(prefix);
    }

    boolean matches(Schema schema) {
        return schema.field(op) != null || schema.field(deleted) != null;
    }

    boolean matches(Map<?, ?> value) {
        return value.containsKey(op) || value.containsKey(deleted);
    }

    private boolean isColumn(String name, boolean isOurs) {
        return !name.equals(op) && !name.equals(deleted) && !(isOurs && oursAll.contains(name));
    }

    Shape ofStruct(Schema schema, UnavailableValue unavailable) {
        boolean isOurs = schema.field(ours) != null;
        List<org.apache.kafka.connect.data.Field> columns = new ArrayList<>();
        for (org.apache.kafka.connect.data.Field field : schema.fields()) {
            if (isColumn(field.name(), isOurs)) {
                columns.add(field);
            }
        }
        RowReader rows = RowReader.ofStruct(schema, columns, unavailable);
        org.apache.kafka.connect.data.Field opField = schema.field(op);
        org.apache.kafka.connect.data.Field deletedField = schema.field(deleted);
        SourceFact.Lookup<Object> facts = SourceFact.inRow(schema, prefix);
        return (value, reading) -> {
            Op known = opOf(
                    opField == null ? null : Structs.get(value, opField),
                    deletedField == null ? null : Structs.get(value, deletedField));
            return known == null ? null : event(known, rows, value, SourcePositions.read(facts, value, null), reading);
        };
    }

    Shape ofMap(RowReaders readers) {
        RowReader rows = readers::read;
        return (value, reading) -> {
            Map<?, ?> map = (Map<?, ?>) value;
            Op known = opOf(map.get(op), map.get(deleted));
            if (known == null) {
                return null;
            }
            boolean isOurs = map.containsKey(ours);
            Map<Object, @Nullable Object> columns = new LinkedHashMap<>();
            map.forEach((name, each) -> {
                if (isColumn(String.valueOf(name), isOurs)) {
                    columns.put(name, each);
                }
            });
            return event(known, rows, columns, SourcePositions.read(mapFacts, map, null), reading);
        };
    }

    private static Event event(
            Op op, RowReader rows, Object value, @Nullable SourcePosition position, Reading reading) {
        return new Event(op, op == Op.TRUNCATE ? null : rows.read(value, reading), position);
    }

    private static @Nullable Op opOf(@Nullable Object code, @Nullable Object deleted) {
        if (deleted != null && Boolean.parseBoolean(deleted.toString())) {
            return Op.DELETE;
        }
        return code == null ? Op.INSERT : Event.opOf(code.toString());
    }

    /** What the headers say, where the metadata was put there; the event itself where it was not. */
    @Nullable Event refine(@Nullable Event event, Headers headers) {
        Header code = headers.lastWithName(op);
        if (event == null || code == null || code.value() == null) {
            return event;
        }
        Op known = Event.opOf(code.value().toString());
        if (known == null) {
            return null;
        }
        // A delete needs no word from the headers: a tombstone is one, and so is a rewritten row.
        Op op = event.op() == Op.DELETE && known != Op.TRUNCATE ? Op.DELETE : known;
        SourcePosition position =
                event.position() == null ? SourcePositions.read(headerFacts, headers, null) : event.position();
        return new Event(op, op == Op.TRUNCATE ? null : event.row(), position);
    }
}
