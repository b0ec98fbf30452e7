package io.headrace.http.transform;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which records go on. */
public final class RecordFilter {

    private final Condition condition;

    private RecordFilter(Condition condition) {
        this.condition = condition;
    }

    /** The filter in a field of a component; everything passes where it declares none. */
    public static RecordFilter of(Component owner, String field) {
        return new RecordFilter(owner.optionalChild(field).map(Condition::of).orElse(new Condition(Optional.empty())));
    }

    public boolean passes(Map<String, @Nullable Object> record, Scope scope) {
        return !condition.isGiven() || condition.holds(scope.with("record", record));
    }
}
