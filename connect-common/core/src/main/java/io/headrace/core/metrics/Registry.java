package io.headrace.core.metrics;

import java.util.function.Supplier;

/** Where metrics are shown. A value is read from any thread, whenever somebody looks. */
interface Registry extends AutoCloseable {

    void add(String name, String doc, Supplier<Number> value);

    /** Takes away what was added, and nothing of anybody else; may be called again. */
    @Override
    void close();
}
