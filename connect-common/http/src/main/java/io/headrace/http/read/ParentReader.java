package io.headrace.http.read;

import io.headrace.http.route.ParentRecords;
import io.headrace.http.route.Slice;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;

/** The records of a parent stream for a router: what was deleted has no children. */
final class ParentReader implements ParentRecords {

    private final StreamReader reader;
    private final Supplier<Duration> patience;
    private Iterator<Read> reads = Collections.emptyIterator();

    ParentReader(StreamReader reader, Supplier<Duration> patience) {
        this.reader = reader;
        this.patience = patience;
    }

    @Override
    public Step next() {
        while (true) {
            while (reads.hasNext()) {
                Read read = reads.next();
                if (read.op() == Op.UPSERT) {
                    Slice slice = read.after().frame().slice().orElse(Slice.WHOLE);
                    return new Step.Found(read.record(), slice, read.after().toMap());
                }
            }
            ReadResult result = reader.next(patience.get());
            if (result instanceof ReadResult.Wait wait) {
                return new Step.Wait(wait.until(), wait.reason());
            }
            if (result instanceof ReadResult.Done done) {
                return new Step.End(done.position().toMap());
            }
            if (result instanceof ReadResult.Records records) {
                reads = records.reads().iterator();
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
