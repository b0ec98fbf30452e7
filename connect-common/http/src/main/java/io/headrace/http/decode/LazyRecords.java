package io.headrace.http.decode;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens a body at the first record, so that a bad body shows where records are read and not before. */
final class LazyRecords implements RecordStream {

    private final Content content;
    private final Supplier<RecordStream> opener;
    private @Nullable RecordStream opened;

    LazyRecords(Content content, Supplier<RecordStream> opener) {
        this.content = content;
        this.opener = opener;
    }

    @Override
    public @Nullable Object next() {
        RecordStream records = opened;
        if (records == null) {
            records = opener.get();
            opened = records;
        }
        return records.next();
    }

    @Override
    public @Nullable Object rest() {
        return opened == null ? Map.of() : opened.rest();
    }

    /** Closes the bytes as well: what could not be opened has not closed them. */
    @Override
    public void close() {
        try {
            if (opened != null) {
                opened.close();
            }
            content.bytes().close();
        } catch (IOException e) {
            throw Faults.of(content, "body", e);
        }
    }
}
