package io.headrace.http.transform;

import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gives fields other names, in their order; of two fields that get one name the later wins. */
final class RenameKeys {

    private RenameKeys() {}

    static Transform fixed(UnaryOperator<String> name, boolean nested) {
        return (record, scope) -> rename(record, name, nested);
    }

    /** {@code KeysReplace}: what is replaced may depend on the record. */
    static Transform replace(Template old, Template with) {
        return (record, scope) -> {
            Scope seen = scope.with("record", record);
            String from = old.text(seen);
            String to = with.text(seen);
            if (!from.isEmpty()) {
                rename(record, name -> name.replace(from, to), true);
            }
        };
    }

    private static void rename(Map<String, @Nullable Object> object, UnaryOperator<String> rename, boolean nested) {
        Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            if (nested && value instanceof Map<?, ?>) {
                rename(Trees.object(value), rename, true);
            }
            renamed.put(rename.apply(name), value);
        });
        object.clear();
        object.putAll(renamed);
    }
}
