package io.headrace.http.transform;

import io.headrace.http.custom.CustomRecordFilter;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Which records go on. */
public final class RecordFilter {

    private final BiPredicate<Map<String, @Nullable Object>, Scope> test;

    private RecordFilter(BiPredicate<Map<String, @Nullable Object>, Scope> test) {
        this.test = test;
    }

    /** The filter in a field of a component; everything passes where it declares none. */
    public static RecordFilter of(Component owner, String field) {
        return new RecordFilter(
                owner.optionalChild(field).map(RecordFilter::test).orElse((record, scope) -> true));
    }

    private static BiPredicate<Map<String, @Nullable Object>, Scope> test(Component filter) {
        if (filter.type().equals("CustomRecordFilter")) {
            CustomUse<CustomRecordFilter> use = CustomUse.of(CustomRecordFilter.class, filter);
            return (record, scope) -> use.call(scope, (code, context) -> code.keeps(record, context));
        }
        Condition condition = Condition.of(filter);
        return (record, scope) -> !condition.isGiven() || condition.holds(scope.with("record", record));
    }

    public boolean passes(Map<String, @Nullable Object> record, Scope scope) {
        return test.test(record, scope);
    }
}
