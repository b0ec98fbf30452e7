package io.headrace.http.read;

import io.headrace.http.client.HttpContext;
import io.headrace.http.client.ServerClock;
import io.headrace.http.route.RouteContext.Notes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The world of a reader.
 *
 * @param clock this machine's; serves for waits, never for the end of a window
 * @param apiClock the API's, as far as its answers told it; readers of one world share what they learn
 * @param fetchers runs requests beside the caller; without it they run on the caller's thread
 * @param patience how long a result is waited for while requests run beside the caller
 * @param notes told of what would otherwise go unnoticed, by any thread
 */
public record ReadContext(
        PageSources pages,
        Clock clock,
        ServerClock apiClock,
        Optional<Executor> fetchers,
        Duration patience,
        Notes notes) {

    /** A world over HTTP. */
    public static ReadContext over(HttpContext context, Optional<Executor> fetchers, Duration patience, Notes notes) {
        Notes once = new OncePerStream(notes);
        return new ReadContext(
                spec -> new HttpWorld(context, over(context, Optional.empty(), patience, once)).of(spec),
                context.clock(),
                context.apiClock(),
                fetchers,
                patience,
                once);
    }
}
