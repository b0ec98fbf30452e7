package io.headrace.http.read;

import io.headrace.http.cursor.Window;
import io.headrace.http.page.PageToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a walk through the pages of a window has next. */
sealed interface Step {

    /**
     * Records of a page, in order.
     *
     * @param window the window that the page belongs to: the walk's, or what is left of it after a split
     * @param anew whether the walk began anew with this page, so that records may come again
     * @param startsPage whether these are the page's first records
     * @param endsPage whether these are its last
     * @param asked the API's clock when the window's first page was answered
     * @param bytes about how much memory they take
     */
    record Chunk(
            PageToken page,
            Window window,
            boolean anew,
            boolean startsPage,
            boolean endsPage,
            Optional<Instant> asked,
            List<Entry> entries,
            long bytes)
            implements Step {}

    /** Nothing yet. */
    record Wait(Instant until, String reason) implements Step {}

    /**
     * The window is at its end.
     *
     * @param asked the API's clock when the window's first page was answered
     */
    record Over(Optional<Instant> asked) implements Step {}
}
