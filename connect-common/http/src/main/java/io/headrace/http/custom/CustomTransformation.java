package io.headrace.http.custom;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes records. */
public interface CustomTransformation extends CustomComponent {

    /**
     * Changes a record in place.
     *
     * @param record as plain JSON: maps, lists, texts, booleans, nulls, and numbers as {@link Long}, {@link java.math.BigInteger} or {@link java.math.BigDecimal}
     */
    void transform(Map<String, @Nullable Object> record, CustomContext context);
}
