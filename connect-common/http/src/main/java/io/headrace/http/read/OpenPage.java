package io.headrace.http.read;

import io.headrace.http.cursor.Cursor;
import io.headrace.http.cursor.Window;
import io.headrace.http.decode.MissingRecords;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.page.PageResult;
import io.headrace.http.page.PageSource;
import io.headrace.http.template.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A page while its records are read: what the pager will want to know of it. */
final class OpenPage {

    private final PageSource.Fetched.Page page;
    private final Scope scope;
    private final OptionalLong clock;
    private long size = 0;
    private long keys = 0;
    private boolean keyed = false;
    private boolean feedRead = false;
    private @Nullable Map<String, @Nullable Object> last;
    private @Nullable Pipe pipe;

    OpenPage(PageSource.Fetched.Page page, Scope scope, Cursor cursor) {
        this.page = page;
        this.scope = scope;
        this.clock = page.date().map(cursor::rank).orElse(OptionalLong.empty());
    }

    RecordStream records() {
        return page.records();
    }

    /** Records that the page held so far, before any filter (R05). */
    long size() {
        return size;
    }

    /** Takes the next record; empty when it does not go on. */
    Optional<Entry> take(Object raw, StreamSpec spec, Window window, String slice) {
        Map<String, @Nullable Object> fields = spec.pipe().fields(raw);
        size++;
        last = fields;
        pipe = spec.pipe();
        Pipe.Passed passed = spec.pipe().pass(fields, scope, spec.cursor(), window, slice, clock);
        Optional<Entry> entry = passed.entry();
        if (entry.isPresent() && !entry.get().key().isEmpty()) {
            keys = Hashes.mix(keys, entry.get().hash());
            keyed = true;
        }
        feedRead |= passed.endsFeed();
        return entry;
    }

    /** What is missing of a page that has no records. */
    Optional<MissingRecords> missing() {
        return size == 0 ? page.records().missing() : Optional.empty();
    }

    /** Whether records came that were read before, from an API that begins with the newest. */
    boolean isFeedRead() {
        return feedRead;
    }

    /** A hash of the page's keys; empty where there are none. */
    OptionalLong keys() {
        return keyed ? OptionalLong.of(keys) : OptionalLong.empty();
    }

    PageResult result() {
        Map<String, @Nullable Object> shown = last == null || pipe == null ? null : pipe.transformed(last, scope);
        return new PageResult(scope, page.records().rest(), page.headers(), page.url(), size, shown);
    }
}
