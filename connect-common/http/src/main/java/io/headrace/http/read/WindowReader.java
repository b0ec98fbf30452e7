package io.headrace.http.read;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.cursor.Window;
import io.headrace.http.page.PageGuard;
import io.headrace.http.page.PageSource;
import io.headrace.http.page.PageToken;
import io.headrace.http.page.PaginationReset.Action;
import io.headrace.http.route.RouteContext.Notes;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the pages of one window, some records at a time. Knows nothing of what was emitted before; {@link StreamReader} does. Used by one thread at a time.
 */
final class WindowReader implements AutoCloseable {

    private static final int MOST_RESETS = 10;

    private final Target target;
    private final StreamSpec spec;
    private final PageSource source;
    private final Consumer<Instant> clock;
    private final Notes notes;

    private Window window;
    private PageToken token;
    private PageGuard guard;
    private boolean anew;
    private boolean over = false;
    private int resets = 0;
    private long records = 0;
    private OptionalLong greatest = OptionalLong.empty();
    private OptionalLong last = OptionalLong.empty();
    private boolean fell;
    private Optional<Instant> asked;
    private PageSource.@Nullable Fetch exchange;
    private @Nullable OpenPage page;

    /**
     * @param token the page to begin with
     * @param anew whether records of the window were emitted before
     * @param fell whether records of the window came that have lesser ranks than the ones before them
     * @param asked the API's clock when the window's first page was answered, where that was earlier
     */
    WindowReader(
            Target target,
            PageSource source,
            Window window,
            PageToken token,
            boolean anew,
            boolean fell,
            Optional<Instant> asked,
            Consumer<Instant> clock,
            Notes notes) {
        this.target = target;
        this.spec = target.spec();
        this.source = source;
        this.window = window;
        this.token = token;
        this.anew = anew;
        this.fell = fell;
        this.asked = asked;
        this.clock = clock;
        this.notes = notes;
        this.guard = new PageGuard(spec.name(), spec.maxPages());
    }

    /**
     * The next step. May block for the time of a request.
     *
     * @param bytes about how much of a page it may hold; a record goes in whole
     */
    Step advance(long bytes) {
        if (over) {
            return new Step.Over(asked);
        }
        OpenPage open = page;
        if (open != null) {
            return read(open, bytes);
        }
        PageSource.Fetched fetched = exchange().go();
        if (fetched instanceof PageSource.Fetched.Wait wait) {
            return new Step.Wait(wait.until(), wait.reason());
        }
        exchange = null;
        if (fetched instanceof PageSource.Fetched.Page found) {
            found.date().ifPresent(clock);
            asked = asked.isPresent() ? asked : found.date();
            token = found.again().orElse(token);
            Scope scope = target.scope(window).with("next_page_token", token.isFirst() ? null : token.view());
            page = new OpenPage(found, scope, spec.cursor());
            return read(page, bytes);
        }
        if (fetched instanceof PageSource.Fetched.Reset reset) {
            begin(reset.reason());
            return advance(bytes);
        }
        notes.note("A page of stream " + spec.name() + " is left out, as the error handler says: "
                + ((PageSource.Fetched.Ignored) fetched).reason());
        over = true;
        return new Step.Over(asked);
    }

    private PageSource.Fetch exchange() {
        PageSource.Fetch open = exchange;
        if (open == null) {
            guard.enter(token);
            Optional<Object> there = token.isFirst() ? target.slice().firstPage() : Optional.empty();
            open = there.<PageSource.Fetch>map(found -> () -> source.inline(found, target.scope(window)))
                    .orElseGet(() -> source.ask(target.request(window, token)));
            exchange = open;
        }
        return open;
    }

    private Step read(OpenPage open, long most) {
        boolean startsPage = open.size() == 0;
        List<Entry> entries = new ArrayList<>();
        long bytes = 0;
        PageToken here = token;
        Window its = window;
        boolean first = anew;
        anew = false;
        while (entries.size() < spec.options().batch() && bytes < most) {
            Optional<Object> raw = next(open);
            if (raw.isEmpty()) {
                leave(open);
                return new Step.Chunk(here, its, first, startsPage, true, asked, entries, bytes);
            }
            bytes += JsonObject.bytes(raw.get());
            Optional<Entry> entry = open.take(raw.get(), spec, window, target.identity());
            if (entry.isPresent()) {
                entries.add(entry.get());
                saw(entry.get().rank());
            }
        }
        return new Step.Chunk(here, its, first, startsPage, false, asked, entries, bytes);
    }

    private static Optional<Object> next(OpenPage open) {
        try {
            return Optional.ofNullable(open.records().next());
        } catch (HeadraceException e) {
            if (e.errorClass() == ErrorClass.TRANSIENT) {
                throw new BrokenPage(e);
            }
            throw e;
        }
    }

    private void saw(OptionalLong rank) {
        if (rank.isEmpty()) {
            return;
        }
        if (greatest.isEmpty() || rank.getAsLong() > greatest.getAsLong()) {
            greatest = rank;
        }
        fell |= last.isPresent() && rank.getAsLong() < last.getAsLong();
        last = rank;
    }

    private void leave(OpenPage open) {
        records += open.size();
        // A page that is asked for by number has a token from the first one on.
        if (token.equals(spec.paginator().first())) {
            open.missing().ifPresent(what -> notes.missed(spec.name(), what));
        }
        guard.leave(open.keys());
        Optional<PageToken> next =
                open.isFeedRead() ? Optional.empty() : spec.paginator().next(open.result(), token);
        closePage();
        if (next.isEmpty()) {
            over = true;
            return;
        }
        token = next.get();
        OptionalLong most = spec.reset().mostRecords();
        if (most.isPresent() && records >= most.getAsLong()) {
            begin("the window has " + records + " records");
        }
    }

    /** Begins the window anew, or what is left of it behind the greatest cursor (R07, R09). */
    private void begin(String why) {
        closePage();
        notes.note("Paging of stream " + spec.name() + " begins anew: " + why);
        boolean nothingRead = records == 0 && greatest.isEmpty();
        if (spec.reset().action() == Action.SPLIT_USING_CURSOR && !nothingRead) {
            if (greatest.isPresent()
                    && greatest.getAsLong() > window.end()
                    && spec.cursor().tellsEnd()) {
                checkOrder();
                over = true; // What is left has greater ranks still, and belongs to a later window.
                return;
            }
            window = rest();
        } else if (++resets > MOST_RESETS) {
            throw HeadraceException.config("Paging of stream " + spec.name() + " began anew " + MOST_RESETS
                    + " times without coming to the end of the window (" + why
                    + "). Make windows shorter with step, or use SPLIT_USING_CURSOR in pagination_reset");
        }
        records = 0;
        last = OptionalLong.empty();
        anew = true;
        token = spec.paginator().first();
        guard = new PageGuard(spec.name(), spec.maxPages());
    }

    /** What of the window lies at or behind the greatest cursor, where that is less than the whole. */
    private Window rest() {
        checkOrder();
        if (greatest.isEmpty() || greatest.getAsLong() <= window.start()) {
            throw HeadraceException.config("A window of stream " + spec.name() + " cannot be split: its "
                    + records + " records all have the cursor "
                    + spec.cursor().text(window.start())
                    + " or none. Make windows shorter with step, or raise number_of_records of pagination_reset");
        }
        return window.from(greatest.getAsLong());
    }

    private void checkOrder() {
        if (fell) {
            throw HeadraceException.config("A window of stream " + spec.name() + " cannot be split at the cursor "
                    + greatest.stream()
                            .mapToObj(spec.cursor()::text)
                            .findFirst()
                            .orElse("of its last record")
                    + ": its records do not come in ascending order of the cursor, so that some that are left would be missed."
                    + " Ask the API to sort by the cursor, or make windows shorter with step");
        }
    }

    private void closePage() {
        if (page != null) {
            page.records().close();
            page = null;
        }
    }

    @Override
    public void close() {
        closePage();
    }
}
