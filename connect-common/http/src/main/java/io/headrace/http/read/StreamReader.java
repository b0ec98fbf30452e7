package io.headrace.http.read;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.client.RefusedException;
import io.headrace.http.page.PageSource;
import io.headrace.http.page.PageToken;
import io.headrace.http.route.RouteContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pass of a stream: windows are planned, fetched ahead, and emitted in order.
 *
 * <p>Each record carries the position behind it; a reader that is opened there goes on with the next record. Nothing sleeps: where the API must be waited for, the answer says until when.
 * An exception leaves the reader where it was; asking again tries again. Used by one thread.
 */
public final class StreamReader implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** A difference of clocks that does not matter: the time of a request, and the second that {@code Date} is cut to. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final ReadContext context;
    private final SourcePart part;
    private final Deque<Walk> walks = new ArrayDeque<>();
    private StreamSpec spec;
    private PageSource source;
    private boolean keyed;
    private Optional<Opening.Guess> guess;
    private String news;
    private Planner planner;
    private Frame frame;
    private Trail trail;
    private Duration patience = Duration.ZERO;
    private boolean planned = false;
    private @Nullable Object endMark;
    private @Nullable HeadraceException trouble;
    private int attempts = 0;
    private ReadResult.@Nullable Done done;

    private StreamReader(Opening opening, SourcePart part, ReadContext context) {
        this.context = context;
        this.part = part;
        begin(opening);
        if (frame.slice().isPresent() && !frame.over()) {
            walks.add(resumed(planner.again(frame), opening.from()));
        }
    }

    private void begin(Opening opening) {
        this.spec = opening.spec();
        this.guess = opening.guess();
        this.news = opening.news();
        if (guess.isEmpty()) {
            settle();
        }
        this.source = context.pages().of(spec);
        this.keyed = !spec.pipe().keys().isEmpty();
        this.frame = opening.from().frame();
        this.trail = opening.from().trail();
        RouteContext route = new RouteContext(
                spec.scope(),
                part.fixed(),
                (parent, from) -> new ParentReader(
                        open(
                                spec.parents().get(parent),
                                SourcePart.whole(spec.parents().get(parent).name()),
                                from.map(Position::parse),
                                context),
                        () -> patience),
                context.notes());
        this.planner = new Planner(spec, frame, route);
    }

    /** Plans the pass anew, before anything was emitted, when the API's clock turns out to be another than this machine's (R01). */
    private boolean isReplanned() {
        if (guess.isEmpty()) {
            return false;
        }
        Duration off = context.apiClock().ahead().minus(guess.get().ahead());
        if (off.abs().compareTo(TOLERANCE) <= 0) {
            return false;
        }
        Opening right = guess.get().again().get();
        if (right.equalsPass(spec, frame)) {
            settle();
            return false;
        }
        close();
        planned = false;
        endMark = null;
        trouble = null;
        begin(right);
        settle();
        return true;
    }

    /** From now on the pass is what it is. */
    private void settle() {
        guess = Optional.empty();
        if (!news.isEmpty()) {
            context.notes().note(news);
            news = "";
        }
    }

    /**
     * Opens a stream.
     *
     * @param start where an earlier reader was; a first pass without it
     * @throws HeadraceException of class CONFIG when the position does not fit the declaration
     */
    public static StreamReader open(StreamSpec spec, SourcePart part, Optional<Position> start, ReadContext context) {
        return new StreamReader(Opening.of(spec, start, context), part, context);
    }

    /** What comes next. */
    public ReadResult next() {
        return next(context.patience());
    }

    ReadResult next(Duration atMost) {
        Optional<ReadResult> result = Optional.empty();
        while (result.isEmpty()) {
            result = plan(atMost).or(() -> step(walks.getFirst(), atMost));
        }
        return result.get();
    }

    /** Sees to it that a walk is there; answers if there is none. */
    private Optional<ReadResult> plan(Duration atMost) {
        while (!planned && trouble == null && walks.size() < spec.options().concurrency()) {
            patience = walks.isEmpty() ? atMost : Duration.ZERO;
            Planner.Next next = nextPlanned();
            if (isReplanned()) {
                continue;
            }
            if (next instanceof Planner.Planned window) {
                walks.add(walk(window, spec.paginator().first(), null, false));
            } else if (next instanceof Planner.End end) {
                planned = true;
                endMark = end.mark();
            } else if (next instanceof Planner.Later later && walks.isEmpty()) {
                return Optional.of(
                        new ReadResult.Wait(later.why().until(), later.why().reason()));
            } else {
                break;
            }
        }
        walks.forEach(walk -> walk.lane().start());
        HeadraceException why = trouble;
        if (walks.isEmpty() && why != null) {
            trouble = null;
            throw why;
        }
        return walks.isEmpty() ? Optional.of(end()) : Optional.empty();
    }

    /** What a parent has next; when it fails, what is planned already is read first. */
    private Planner.@Nullable Next nextPlanned() {
        try {
            return planner.next(frame.progress(), this::isBeingRead);
        } catch (HeadraceException e) {
            trouble = e;
            return null;
        }
    }

    private boolean isBeingRead(String slice) {
        return walks.stream().anyMatch(walk -> walk.target().identity().equals(slice));
    }

    private Optional<ReadResult> step(Walk walk, Duration atMost) {
        try {
            Step step = walk.lane().take(atMost);
            if (isReplanned()) {
                return Optional.empty();
            }
            if (step instanceof Step.Chunk chunk) {
                return emit(walk, chunk);
            }
            if (step instanceof Step.Wait wait) {
                return Optional.of(new ReadResult.Wait(wait.until(), wait.reason()));
            }
            if (walk.isUntried()) {
                leftOut(walk);
                return Optional.empty();
            }
            return leave(walk, ((Step.Over) step).asked());
        } catch (BrokenPage e) {
            return Optional.of(retry(walk, e.why()));
        } catch (HeadraceException e) {
            return Optional.of(fail(walk, e));
        }
    }

    private Optional<ReadResult> emit(Walk walk, Step.Chunk chunk) {
        Emitter emitter = walk.emitter(keyed, frame, trail);
        if (chunk.anew()) {
            refuse(emitter.trail(), "Paging of stream " + spec.name() + " begins anew");
        }
        List<Read> reads = emitter.emit(chunk);
        walk.arrived();
        if (emitter.hasDrifted()) {
            drifted(walk, emitter);
            return Optional.empty();
        }
        frame = emitter.frame();
        trail = emitter.trail();
        settle();
        // A body that breaks off at the same place each time gives nothing new, however often it is read up to there.
        attempts = reads.isEmpty() ? attempts : 0;
        return reads.isEmpty() ? Optional.empty() : Optional.of(new ReadResult.Records(reads));
    }

    /** A page that is asked for again is another one: reading goes on in it where that gives nothing twice, else at the window's begin (R04). */
    private void drifted(Walk walk, Emitter emitter) {
        Position from = emitter.position();
        String what = "A page of stream " + spec.name() + " does not begin with the records that were read from it";
        if (emitter.mayJoin()) {
            context.notes().note(what + ": what was not read of it is looked for in it");
            replace(walk, from.page(), Emitter.joining(from), false);
            return;
        }
        refuse(from.trail(), what);
        again(walk, from, what, "");
    }

    private void refuse(Trail emitted, String why) {
        Optional<HeadraceException> refusal = refusal(emitted, why);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Reads a window from its begin. */
    private void again(Walk walk, Position from, String what, String why) {
        String repeats = keyed && from.trail().hasForgotten()
                ? ", and what came of it before the last " + Boundary.MOST + " records comes twice"
                : "";
        context.notes().note(what + ": the window is read again" + repeats + why);
        replace(walk, PageToken.FIRST, Emitter.again(keyed, from), true);
    }

    /** Why a window must not be read again. */
    private Optional<HeadraceException> refusal(Trail emitted, String why) {
        return spec.options().exact() && emitted.hasForgotten()
                ? Optional.of(
                        HeadraceException.config(
                                why + ". Its window would have to be read again, of which only the last "
                                        + Boundary.MOST
                                        + " records are known: others would come twice, and exactly-once is required. Set exactly.once.support=requested"
                                        + " to let them come twice, and make windows shorter (cursor.window, or step of the cursor) for later"))
                : Optional.empty();
    }

    private Optional<ReadResult> leave(Walk walk, Optional<Instant> asked) {
        Emitter emitter = walk.emitter(keyed, frame, trail);
        boolean silent = emitter.trail().isSilent();
        frame = emitter.frame();
        trail = emitter.trail();
        String slice = walk.target().identity();
        Progress progress = frame.progress()
                .with(
                        slice,
                        Passes.done(spec, walk.window(), frame, trail, slice, asked),
                        walk.planned().last());
        frame = walk.planned().last() ? frame.betweenSlices(progress) : frame.betweenWindows(progress);
        close(walk);
        return silent
                ? Optional.of(new ReadResult.Progressed(Position.at(frame, trail.nextWindow())))
                : Optional.empty();
    }

    private ReadResult end() {
        ReadResult.Done over = done;
        if (over == null) {
            settle();
            frame = Passes.ended(spec, frame, trail, endMark);
            over = new ReadResult.Done(Position.at(frame, Trail.NONE));
            done = over;
        }
        return over;
    }

    /** A body broke off: the page is asked for again, after a pause that doubles. */
    private ReadResult retry(Walk walk, HeadraceException why) {
        replaceInPage(walk);
        if (++attempts >= MOST_ATTEMPTS) {
            attempts = 0;
            throw why;
        }
        context.notes().brokeOff();
        Instant until = context.clock().instant().plus(FIRST_PAUSE.multipliedBy(1L << (attempts - 1)));
        return new ReadResult.Wait(until, String.valueOf(why.getMessage()));
    }

    private ReadResult fail(Walk walk, HeadraceException why) {
        boolean lasting = why.errorClass() != ErrorClass.TRANSIENT;
        Emitter emitter = walk.emitter(keyed, frame, trail);
        if (lasting && walk.isUntried() && mayBeToken(why)) {
            return expired(walk, emitter.position(), why);
        }
        boolean mayRepeat = !spec.options().exact() || emitter.trail().isSilent();
        boolean mayFail = lasting && walk.target().slice().mayFail();
        if (mayFail && mayRepeat) {
            return skip(walk, why);
        }
        replaceInPage(walk);
        throw mayFail ? begun(walk.target().identity(), why) : why;
    }

    /** A slice may not be left to the next pass, against what was declared. */
    private static HeadraceException begun(String slice, HeadraceException why) {
        return new HeadraceException(
                why.errorClass(),
                why.getMessage() + " (Slice " + slice
                        + " is not left out: records of it were given, which would come twice in the next pass, and exactly-once is"
                        + " required. Set exactly.once.support=requested to leave it out.)",
                why);
    }

    /** Whether what was refused may be the page token, and not whoever asks. */
    private static boolean mayBeToken(HeadraceException why) {
        return why instanceof RefusedException refused && !refused.isAboutCredentials();
    }

    /** A stored page token is not taken any more (R09). */
    private ReadResult expired(Walk walk, Position from, HeadraceException why) {
        String what = "The page token that was stored for stream " + spec.name() + " is not taken any more";
        String says = ". " + why.getMessage();
        Optional<HeadraceException> refusal = refusal(from.trail(), what + says);
        if (refusal.isPresent()) {
            replaceInPage(walk);
            throw refusal.get();
        }
        again(walk, from, what, says);
        return new ReadResult.Wait(context.clock().instant(), "a window is read again");
    }

    /** The error handler passes over a page that was begun, perhaps because its token is not taken any more (R09): what follows it in the window is not passed over with it. */
    private void leftOut(Walk walk) {
        Position from = walk.emitter(keyed, frame, trail).position();
        String what = "A page of stream " + spec.name() + " that was begun is left out, as the error handler says";
        refuse(from.trail(), what);
        again(walk, from, what, "");
    }

    /** Leaves a slice that failed, by declared choice, to the next pass (R17). */
    private ReadResult skip(Walk walk, HeadraceException why) {
        String slice = walk.target().identity();
        context.notes()
                .note("Slice " + slice + " of stream " + spec.name() + " failed and is left to the next pass: "
                        + why.getMessage());
        Emitter emitter = walk.emitter(keyed, frame, trail);
        trail = emitter.trail();
        frame = emitter.frame().betweenSlices(frame.progress().failed(slice));
        planner.skip(walk.target());
        while (!walks.isEmpty() && walks.getFirst().target().equals(walk.target())) {
            close(walks.getFirst());
        }
        return new ReadResult.Progressed(Position.at(frame, trail.nextSlice()));
    }

    private Walk resumed(Planner.Planned window, Position from) {
        boolean begun = from.isInWindow();
        if (begun && spec.reset().mostRecords().isPresent()) {
            return walk(window, spec.paginator().first(), Emitter.again(keyed, Passes.split(from)), true);
        }
        return spec.options().resume() == ReadOptions.Resume.WINDOW && begun
                ? walk(window, spec.paginator().first(), Emitter.again(keyed, from), true)
                : walk(window, begun ? from.page() : spec.paginator().first(), Emitter.inPage(keyed, from), false);
    }

    private void replaceInPage(Walk walk) {
        Emitter emitter = walk.emitter(keyed, frame, trail);
        Position from = emitter.position();
        if (from.isInWindow() && spec.reset().mostRecords().isPresent()) {
            replace(walk, PageToken.FIRST, Emitter.again(keyed, Passes.split(from)), true);
        } else if (emitter.needsBegin()) {
            replace(walk, PageToken.FIRST, Emitter.again(keyed, from), true);
        } else {
            replace(walk, from.page(), Emitter.inPage(keyed, from), false);
        }
    }

    private void replace(Walk walk, PageToken page, Emitter emitter, boolean anew) {
        close(walk);
        PageToken token = page.isFirst() ? spec.paginator().first() : page;
        walks.addFirst(walk(walk.planned(), token, emitter, anew));
    }

    private Walk walk(Planner.Planned window, PageToken page, @Nullable Emitter emitter, boolean anew) {
        WindowReader reader = new WindowReader(
                window.target(),
                source,
                emitter == null ? window.window() : emitter.frame().window().orElse(window.window()),
                page,
                anew,
                emitter != null && emitter.trail().hasFallen(),
                emitter == null ? Optional.empty() : emitter.frame().asked(),
                context.apiClock()::saw,
                context.notes());
        boolean stored = emitter != null && !page.equals(spec.paginator().first());
        return new Walk(
                window, new Lane(reader, context.fetchers(), ReadAhead.OF_THIS_JVM, context.clock()), emitter, stored);
    }

    private void close(Walk walk) {
        walks.remove(walk);
        walk.close();
    }

    @Override
    public void close() {
        walks.forEach(Walk::close);
        walks.clear();
        planner.close();
    }
}
