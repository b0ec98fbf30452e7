package io.headrace.http.custom;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.template.DeepTemplate;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A component of the user's in use: its code, and the fields that the manifest gives it. Immutable and thread-safe as far as the code is. */
public final class CustomUse<T extends CustomComponent> {

    private final Component component;
    private final T code;
    private final Map<String, DeepTemplate> fields = new LinkedHashMap<>();

    private CustomUse(Component component, T code) {
        this.component = component;
        this.code = code;
        for (String field : component.fields()) {
            DeepTemplate.optional(component, field).ifPresent(template -> fields.put(field, template));
        }
    }

    /** @throws io.headrace.http.spec.SpecException if there is no class for it */
    public static <T extends CustomComponent> CustomUse<T> of(Class<T> kind, Component component) {
        T code = CustomClasses.find(kind, component.text("class_name"))
                .orElseThrow(() -> component.refuse(
                        "class_name",
                        "there is no " + kind.getSimpleName() + " for '" + component.text("class_name") + "'",
                        "put its jar beside the plugin"));
        return new CustomUse<>(component, code);
    }

    /** Lets the code work. What it throws becomes an error that names the component. */
    public <R extends @Nullable Object> R call(Scope scope, BiFunction<T, CustomContext, R> work) {
        try {
            return work.apply(code, new InScope(scope));
        } catch (HeadraceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** As {@link #call}, for code that gives nothing back. */
    public void run(Scope scope, BiConsumer<T, CustomContext> work) {
        Boolean unused = call(scope, (its, context) -> {
            work.accept(its, context);
            return true;
        });
    }

    private HeadraceException failed(RuntimeException e) {
        return new HeadraceException(
                ErrorClass.CONFIG,
                component + ": " + code.getClass().getName() + " failed with "
                        + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage())
                        + ". Mend the class, or the fields that it is given.",
                e);
    }

    private final class InScope implements CustomContext {

        private final Scope scope;

        InScope(Scope scope) {
            this.scope = scope;
        }

        @Override
        public Map<String, @Nullable Object> config() {
            return object(scope.get("config"));
        }

        @Override
        public Map<String, @Nullable Object> parameters() {
            return component.parameters();
        }

        @Override
        public Map<String, @Nullable Object> slice() {
            return object(scope.get("stream_partition"));
        }

        @Override
        public Optional<Object> field(String name) {
            return Optional.ofNullable(fields.get(name)).map(template -> template.evaluate(scope));
        }

        @Override
        public String text(String name) {
            return field(name)
                    .map(Json::plain)
                    .orElseThrow(
                            () -> refuse(name, code.getClass().getSimpleName() + " needs '" + name + "'", "add it"));
        }

        @Override
        public HeadraceException refuse(String field, String what, String mend) {
            return component.refuse(field, what, mend);
        }

        private Map<String, @Nullable Object> object(@Nullable Object value) {
            Map<String, @Nullable Object> fieldsOf = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, each) -> fieldsOf.put(String.valueOf(name), each));
            }
            return fieldsOf;
        }
    }
}
