package io.headrace.testkit.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records behind an API, in the order in which they became visible. A test may change them between and during requests: each
 * answer sees one state. Safe for use by several threads.
 */
public final class Table {

    /** What happened to a record. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }

    /** One change; {@code row} is the record after it, or the last one before it was deleted. */
    public record Change(Kind kind, Row row) {}

    private final String key;
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> held = new ArrayList<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable List<Row> snapshot;

    private Table(String key) {
        this.key = key;
    }

    /** {@return an empty table whose records are told apart by this field} */
    public static Table keyedBy(String key) {
        return new Table(key);
    }

    /** {@return a table with the records for 0 to {@code count - 1}} */
    public static Table of(String key, int count, IntFunction<Map<String, ? extends @Nullable Object>> record) {
        Table table = new Table(key);
        IntStream.range(0, count).forEach(i -> table.rows.add(new Row(record.apply(i))));
        return table;
    }

    /** {@return a record from names and values in turn; unlike {@link Map#of} it keeps their order and takes null} */
    public static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Adds a record, whatever others there are. */
    public Table add(@Nullable Object... namesAndValues) {
        return add(fields(namesAndValues));
    }

    public Table add(Map<String, ? extends @Nullable Object> record) {
        return insert(rows.size(), record);
    }

    /** Adds a record in front of all others, so that all pages by number or offset shift. */
    public Table addFirst(@Nullable Object... namesAndValues) {
        return insert(0, fields(namesAndValues));
    }

    /** Holds back a record that was written but not committed yet: {@link #commit} makes it visible. */
    public synchronized Table hold(@Nullable Object... namesAndValues) {
        held.add(new Row(fields(namesAndValues)));
        return this;
    }

    /** Makes all records visible that were held back. */
    public void commit() {
        List<Row> now;
        synchronized (this) {
            now = List.copyOf(held);
            held.clear();
            rows.addAll(now);
            snapshot = null;
        }
        now.forEach(row -> tell(Kind.CREATED, row));
    }

    /** Changes fields of the record with this key. */
    public Table update(Object keyValue, @Nullable Object... namesAndValues) {
        Row changed;
        synchronized (this) {
            int at = indexOf(keyValue);
            Map<String, @Nullable Object> fields =
                    new LinkedHashMap<>(rows.get(at).fields());
            fields.putAll(fields(namesAndValues));
            changed = new Row(fields);
            rows.set(at, changed);
            snapshot = null;
        }
        tell(Kind.UPDATED, changed);
        return this;
    }

    public Table delete(Object keyValue) {
        Row gone;
        synchronized (this) {
            gone = rows.remove(indexOf(keyValue));
            snapshot = null;
        }
        tell(Kind.DELETED, gone);
        return this;
    }

    public synchronized void clear() {
        rows.clear();
        snapshot = null;
    }

    /** Hears of every change from now on, on the thread that makes it; for feeds of events and deletes. */
    public Table onChange(Consumer<Change> listener) {
        listeners.add(listener);
        return this;
    }

    public int size() {
        return rows().size();
    }

    /** {@return the records as they are now} */
    public List<Map<String, @Nullable Object>> records() {
        return rows().stream().map(Row::fields).toList();
    }

    String key() {
        return key;
    }

    List<Row> rows() {
        List<Row> now = snapshot;
        if (now != null) {
            return now;
        }
        synchronized (this) {
            now = Arrays.asList(rows.toArray(new Row[0]));
            snapshot = now;
            return now;
        }
    }

    private Table insert(int at, Map<String, ? extends @Nullable Object> record) {
        Row row = new Row(record);
        synchronized (this) {
            rows.add(Math.min(at, rows.size()), row);
            snapshot = null;
        }
        tell(Kind.CREATED, row);
        return this;
    }

    private int indexOf(Object keyValue) {
        for (int i = 0; i < rows.size(); i++) {
            if (Row.compare(rows.get(i).get(key), keyValue) == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("No record with " + key + " = " + keyValue);
    }

    private void tell(Kind kind, Row row) {
        listeners.forEach(listener -> listener.accept(new Change(kind, row)));
    }
}
