package io.headrace.http.declare;

import io.headrace.http.custom.CustomSchemaLoader;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.util.List;
import java.util.Map;

/** Asks code of the user's for schemas, once, so that everybody else finds them in the declaration. */
final class CustomSchemas {

    private final Scope scope;

    CustomSchemas(Scope scope) {
        this.scope = scope;
    }

    List<Component> inlined(List<Component> streams) {
        return streams.stream().map(this::inlined).toList();
    }

    private Component inlined(Component stream) {
        return switch (stream.type()) {
            case "StateDelegatingStream" ->
                stream.with("full_refresh_stream", inlined(stream.child("full_refresh_stream")))
                        .with("incremental_stream", inlined(stream.child("incremental_stream")));
            case "ConditionalStreams" -> stream.with("streams", inlined(stream.children("streams")));
            default -> ofStream(stream);
        };
    }

    private Component ofStream(Component stream) {
        List<Component> loaders = stream.children("schema_loader");
        return loaders.stream().noneMatch(CustomSchemas::isCode)
                ? stream
                : stream.with(
                        "schema_loader",
                        loaders.stream()
                                .map(loader -> isCode(loader) ? inline(loader, stream) : loader)
                                .toList());
    }

    private static boolean isCode(Component loader) {
        return loader.type().equals("CustomSchemaLoader");
    }

    private Component inline(Component loader, Component stream) {
        Scope seen = scope.with("parameters", stream.parameters());
        Map<String, ?> schema =
                CustomUse.of(CustomSchemaLoader.class, loader).call(seen, (code, context) -> code.schema(context));
        return Component.of("InlineSchemaLoader", Map.of("schema", schema), loader.place());
    }
}
