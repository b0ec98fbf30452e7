package io.headrace.files.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes on their way into a store. Closing without {@link #complete} aborts. */
public interface Upload extends Closeable {

    /** Where the bytes go; buffered. Closing it does nothing. */
    OutputStream stream();

    /** Makes the bytes durable. Nothing can be written afterwards. */
    StagedObject complete() throws IOException;
}
