package io.headrace.http.read;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All records of a small stream at once: names of fields, descriptions of streams, schemas. Used by one thread. */
public final class RecordList implements AutoCloseable {

    /** What came of asking. */
    public sealed interface Result {

        /** The records. */
        record All(List<Map<String, @Nullable Object>> records) implements Result {}

        /** Not yet. */
        record Wait(Instant until, String reason) implements Result {}
    }

    private final StreamReader reader;
    private final List<Map<String, @Nullable Object>> records = new ArrayList<>();

    /**
     * @param name what errors call it
     * @param retriever a retriever, of whose records all are wanted
     */
    public RecordList(String name, Component retriever, Scope config, ReadContext context) {
        Component stream = Component.of("DeclarativeStream", Map.of("name", name, "retriever", retriever));
        StreamSpec spec = StreamSpec.compile(stream, config, ReadOptions.DEFAULT);
        this.reader = StreamReader.open(spec, SourcePart.whole(name), Optional.empty(), context);
    }

    /** The records, or that they are not all there yet. */
    public Result get() {
        while (true) {
            ReadResult result = reader.next();
            if (result instanceof ReadResult.Done) {
                return new Result.All(List.copyOf(records));
            }
            if (result instanceof ReadResult.Wait wait) {
                return new Result.Wait(wait.until(), wait.reason());
            }
            if (result instanceof ReadResult.Records some) {
                some.reads().forEach(read -> records.add(read.record()));
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
