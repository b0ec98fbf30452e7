package io.headrace.http.transform;

import io.headrace.http.template.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One change to a record. */
@FunctionalInterface
public interface Transform {

    /**
     * Changes the record in place.
     *
     * @param scope config and the slice; transforms that see the record add it themselves
     */
    void apply(Map<String, @Nullable Object> record, Scope scope);
}
