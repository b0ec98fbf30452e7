package io.headrace.http.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a call: those by position, then those by name. */
record Args(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {

    static final Args NONE = new Args(List.of(), Map.of());

    boolean has(int index, String name) {
        return index < positional.size() || named.containsKey(name);
    }

    /** An argument by position or name; null where it was left out. */
    @Nullable Object get(int index, String name) {
        return index < positional.size() ? positional.get(index) : named.get(name);
    }

    @Nullable Object get(int index, String name, @Nullable Object otherwise) {
        return has(index, name) ? get(index, name) : otherwise;
    }

    @Nullable Object required(int index, String name, String of) {
        if (!has(index, name)) {
            throw new EvalException(of + " needs the argument '" + name + "'");
        }
        return get(index, name);
    }

    String text(int index, String name, String of) {
        return Values.str(required(index, name, of));
    }

    String text(int index, String name, String of, String otherwise) {
        return has(index, name) ? text(index, name, of) : otherwise;
    }

    int number(int index, String name, int otherwise) {
        return has(index, name) ? Numbers.toInt(get(index, name)) : otherwise;
    }
}
