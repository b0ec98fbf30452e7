package io.headrace.http.route;

/** The slices of one pass. Used by one thread. */
public interface Slices extends AutoCloseable {

    SliceStep next();

    @Override
    default void close() {}
}
