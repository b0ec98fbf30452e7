package io.headrace.http.decode;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled {@code RecordExpander}: makes records of the elements of a list within each record. */
final class Expansion {

    private final List<Template> path;
    private final boolean keepsOriginal;
    private final boolean keepsChildless;

    private Expansion(List<Template> path, boolean keepsOriginal, boolean keepsChildless) {
        this.path = path;
        this.keepsOriginal = keepsOriginal;
        this.keepsChildless = keepsChildless;
    }

    static Expansion of(Component expander) {
        return new Expansion(
                RecordSelect.steps(expander, "expand_records_from_field"),
                expander.flag("remain_original_record"),
                expander.text("on_no_records").equals("emit_parent"));
    }

    RecordStream of(RecordStream records, Scope scope) {
        return new Expanded(records, RecordSelect.path(path, scope));
    }

    private List<Object> expand(Object record, FieldPath path) {
        List<Object> elements = new ArrayList<>();
        List<Object> lists = path.hasAny()
                ? path.records(record)
                : Json.at(record, path.steps()).stream().toList();
        for (Object list : lists) {
            if (list instanceof List<?> some) {
                some.stream()
                        .filter(element -> element != null)
                        .forEach(element -> elements.add(child(record, element)));
            }
        }
        return elements.isEmpty() && keepsChildless ? List.of(record) : elements;
    }

    private Object child(Object record, Object element) {
        if (!keepsOriginal || !(element instanceof Map<?, ?> fields)) {
            return element;
        }
        Map<String, @Nullable Object> child = new LinkedHashMap<>();
        fields.forEach((name, value) -> child.put(String.valueOf(name), value));
        child.put("original_record", record);
        return child;
    }

    private final class Expanded implements RecordStream {

        private final RecordStream records;
        private final FieldPath path;
        private Iterator<Object> elements = List.of().iterator();

        Expanded(RecordStream records, FieldPath path) {
            this.records = records;
            this.path = path;
        }

        @Override
        public @Nullable Object next() {
            while (!elements.hasNext()) {
                Object record = records.next();
                if (record == null) {
                    return null;
                }
                elements = expand(record, path).iterator();
            }
            return elements.next();
        }

        @Override
        public @Nullable Object rest() {
            return records.rest();
        }

        @Override
        public void close() {
            records.close();
        }
    }
}
