package io.headrace.http.dynamic;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.ReadContext;
import io.headrace.http.read.RecordList;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All streams of a declaration for some settings: those that are written down, those whose condition holds, and those that a resolver finds. Asking may take requests; where the API must be
 * waited for, the answer says until when, and asking again goes on.
 */
public final class StreamCatalog implements AutoCloseable {

    /** What came of asking. */
    public sealed interface Result {

        /** The streams: {@code DeclarativeStream} and {@code StateDelegatingStream}. */
        record Known(List<Component> streams) implements Result {}

        /** Not yet. */
        record Wait(Instant until, String reason) implements Result {}
    }

    private final Scope config;
    private final ReadContext context;
    private final Deque<Component> dynamic;
    private final List<Component> streams = new ArrayList<>();
    private @Nullable RecordList records;

    /**
     * @param streams the streams of the declaration
     * @param dynamic its {@code dynamic_streams}
     * @param config what templates see everywhere: {@code config}
     */
    public StreamCatalog(List<Component> streams, List<Component> dynamic, Scope config, ReadContext context) {
        this.config = config;
        this.context = context;
        this.dynamic = new ArrayDeque<>(dynamic);
        streams.forEach(this::add);
    }

    private void add(Component stream) {
        if (!stream.type().equals("ConditionalStreams")) {
            streams.add(stream);
        } else if (Template.of(stream, "condition").truth(config.with("parameters", stream.parameters()))) {
            streams.addAll(stream.children("streams"));
        }
    }

    /** The streams, or that the API must be waited for. */
    public Result get() {
        while (!dynamic.isEmpty()) {
            Component next = dynamic.getFirst();
            Component resolver = next.child("components_resolver");
            List<Map<String, @Nullable Object>> values;
            if (resolver.type().equals("HttpComponentsResolver")) {
                RecordList.Result result = records(next, resolver).get();
                if (result instanceof RecordList.Result.Wait wait) {
                    return new Result.Wait(wait.until(), wait.reason());
                }
                values = ((RecordList.Result.All) result).records();
                close();
            } else {
                values = Settings.values(resolver, config);
            }
            dynamic.removeFirst();
            values.forEach(each -> streams.add(copy(next, resolver, each)));
        }
        refuseEqualNames();
        return new Result.Known(List.copyOf(streams));
    }

    private RecordList records(Component stream, Component resolver) {
        RecordList open = records;
        if (open == null) {
            String name = "list of the dynamic streams " + stream.text("name");
            open = new RecordList(name, resolver.child("retriever"), config, context);
            records = open;
        }
        return open;
    }

    private Component copy(Component dynamicStream, Component resolver, Map<String, @Nullable Object> values) {
        Component template = dynamicStream.child("stream_template");
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (Json.parse(Json.text(template.toJson())).orElse(Map.of()) instanceof Map<?, ?> plain) {
            plain.forEach((name, value) -> json.put(String.valueOf(name), value));
        }
        Scope scope = config.with("parameters", template.parameters())
                .with("components_values", values)
                .with("stream_template_config", json);
        for (Component each : resolver.children("components_mapping")) {
            Mapping.of(each).apply(json, scope.with("parameters", each.parameters()));
        }
        return Component.ofJson(
                json, template.place(), dynamicStream.parameters(), dynamicStream.flag("use_parent_parameters"));
    }

    private void refuseEqualNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Component stream : streams) {
            Optional<String> name = stream.optionalText("name");
            if (name.isPresent() && !names.add(name.get())) {
                throw HeadraceException.config("Two streams are called " + name.get()
                        + "; names must differ. Mend the components_mapping of the dynamic stream");
            }
        }
    }

    @Override
    public void close() {
        if (records != null) {
            records.close();
            records = null;
        }
    }
}
