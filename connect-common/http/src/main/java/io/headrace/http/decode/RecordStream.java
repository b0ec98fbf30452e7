package io.headrace.http.decode;

import io.headrace.core.error.HeadraceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of one body, one by one. Not thread-safe. */
public interface RecordStream extends AutoCloseable {

    /**
     * The next record; null at the end. JSON nulls among records are left out.
     *
     * @throws HeadraceException transient when the body was cut or is not what it should be, as gateways and maintenance pages do; config when a limit is passed
     */
    @Nullable Object next();

    /** What surrounds the records: the response as templates see it, whole after the end. The records in it are a {@link Selected} list. An empty object where a format has nothing around. */
    @Nullable Object rest();

    /** What is missing, after the end, where the body has not the field in which records are looked for. */
    default Optional<MissingRecords> missing() {
        return Optional.empty();
    }

    /** Closes the body, read or not. */
    @Override
    void close();
}
