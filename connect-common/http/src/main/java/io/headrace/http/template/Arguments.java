package io.headrace.http.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The compiled arguments of a call. */
record Arguments(List<Expr> positional, Map<String, Expr> named) {

    static final Arguments NONE = new Arguments(List.of(), Map.of());

    Args eval(Scope scope) {
        if (positional.isEmpty() && named.isEmpty()) {
            return Args.NONE;
        }
        Map<String, @Nullable Object> byName = new LinkedHashMap<>();
        named.forEach((name, value) -> byName.put(name, value.eval(scope)));
        return new Args(evaluate(positional, scope), byName);
    }

    static List<@Nullable Object> evaluate(List<Expr> exprs, Scope scope) {
        List<@Nullable Object> values = new ArrayList<>(exprs.size());
        for (Expr expr : exprs) {
            values.add(expr.eval(scope));
        }
        return values;
    }
}
