package io.headrace.http.read;

import io.headrace.http.async.AsyncPaginator;
import io.headrace.http.cursor.Cursor;
import io.headrace.http.cursor.Cursors;
import io.headrace.http.page.PaginationReset;
import io.headrace.http.page.Paginator;
import io.headrace.http.page.Paginators;
import io.headrace.http.route.Router;
import io.headrace.http.route.Routers;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Fingerprint;
import io.headrace.http.template.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stream, compiled from a {@code DeclarativeStream} or {@code StateDelegatingStream}.
 *
 * @param hash changes with the declaration, of parents too; the order of fields and what only describes the stream do not count
 * @param scope config and parameters
 * @param parents the parent streams by number
 * @param maxPages pages of a window after which its walk is taken for a circle
 * @param firstPageOnly whether requests after the first one of a window leave out what cursor and router would put into them
 * @param later the stream that reads what is new, once this one has read everything
 */
public record StreamSpec(
        String name,
        Component component,
        String hash,
        Scope scope,
        ReadOptions options,
        Cursor cursor,
        Router router,
        List<StreamSpec> parents,
        Paginator paginator,
        long maxPages,
        PaginationReset reset,
        boolean firstPageOnly,
        Pipe pipe,
        Optional<Later> later) {

    /**
     * Compiles a stream.
     *
     * @param config what templates see everywhere: {@code config}
     * @throws io.headrace.http.spec.SpecException naming the place of what is wrong
     */
    public static StreamSpec compile(Component stream, Scope config, ReadOptions options) {
        if (!stream.type().equals("StateDelegatingStream")) {
            return declarative(stream, stream, config, options, Optional.empty());
        }
        Component incremental = stream.child("incremental_stream");
        Later later =
                new Later(declarative(incremental, stream, config, options, Optional.empty()), Later.retention(stream));
        return declarative(stream.child("full_refresh_stream"), stream, config, options, Optional.of(later));
    }

    private static StreamSpec declarative(
            Component stream, Component named, Scope config, ReadOptions options, Optional<Later> later) {
        Scope scope = config.with("parameters", stream.parameters());
        Component retriever = stream.child("retriever");
        List<StreamSpec> parents = new ArrayList<>();
        Router router = Routers.of(retriever, scope, parent -> {
            parents.add(compile(parent, config, options));
            return parents.size() - 1;
        });
        boolean simple = retriever.type().equals("SimpleRetriever");
        return new StreamSpec(
                named.text("name"),
                stream,
                Fingerprint.of(named),
                scope,
                options(stream, options),
                Cursors.of(stream, scope),
                router,
                List.copyOf(parents),
                simple ? Paginators.of(retriever, "paginator", scope) : AsyncPaginator.of(retriever, scope),
                Paginators.mostPages(retriever, simple ? "paginator" : "download_paginator"),
                simple ? PaginationReset.of(retriever) : PaginationReset.NONE,
                simple && retriever.flag("ignore_stream_slicer_parameters_on_paginated_requests"),
                Pipe.of(named.text("name"), stream, retriever),
                later);
    }

    private static ReadOptions options(Component stream, ReadOptions options) {
        boolean global = stream.optionalChild("incremental_sync")
                .filter(cursor -> cursor.type().equals("DatetimeBasedCursor"))
                .map(cursor -> cursor.flag("global_substream_cursor"))
                .orElse(false);
        return global ? options.with(ReadOptions.ChildState.GLOBAL) : options;
    }

    /** The retriever's declaration. */
    public Component retriever() {
        return component.child("retriever");
    }

    /** The parts that several readers can share the stream by; the whole where there is nothing to share by. */
    public List<SourcePart> parts() {
        List<Map<String, String>> parts = Routers.parts(retriever(), scope);
        return parts.stream().map(fixed -> new SourcePart(name, fixed)).toList();
    }

    /** Whether the records of its parents are shared out to its parts. */
    public boolean sharesParentsOut() {
        return Routers.shareParentsOut(retriever());
    }

    /** Whether later passes read only what is new. */
    public boolean isIncremental() {
        return cursor.isIncremental() || later.isPresent();
    }

    /** Whether the stream is read in slices. */
    boolean isRouted() {
        return !retriever().children("partition_router").isEmpty();
    }

    Progress noProgress() {
        return Progresses.none(isRouted(), options.children());
    }
}
