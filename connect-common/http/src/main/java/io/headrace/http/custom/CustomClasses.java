package io.headrace.http.custom;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The Java classes that stand for Python's, as far as there are any beside this library. */
public final class CustomClasses {

    private static final List<Class<? extends CustomComponent>> KINDS = List.of(
            CustomAuthenticator.class,
            CustomBackoffStrategy.class,
            CustomConfigTransformation.class,
            CustomPaginationStrategy.class,
            CustomPartitionRouter.class,
            CustomRecordExtractor.class,
            CustomRecordFilter.class,
            CustomSchemaLoader.class,
            CustomTransformation.class);

    /** What to write instead of components that code cannot replace here. */
    private static final Map<String, String> INSTEAD = Map.of(
            "CustomDecoder", "use a decoder of the reference and a CustomRecordExtractor",
            "CustomRetriever", "write it with SimpleRetriever or AsyncRetriever",
            "CustomRequester", "write it with HttpRequester",
            "CustomErrorHandler", "write it with DefaultErrorHandler and a CustomBackoffStrategy",
            "CustomSchemaNormalization", "write a CustomTransformation",
            "CustomValidationStrategy", "write it with ValidateAdheresToSchema");

    /** They say how state of another program is read, of which there is none here. */
    private static final String WITHOUT_EFFECT = "CustomStateMigration";

    /** One loader has one set of classes for good. */
    private static final List<CustomComponent> FOUND = found();

    private CustomClasses() {}

    private static List<CustomComponent> found() {
        List<CustomComponent> found = new ArrayList<>();
        for (Class<? extends CustomComponent> kind : KINDS) {
            ServiceLoader.load(kind, CustomClasses.class.getClassLoader()).forEach(found::add);
        }
        return List.copyOf(found);
    }

    /** The code of a component. */
    static <T extends CustomComponent> Optional<T> find(Class<T> kind, String className) {
        return FOUND.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(code -> code.classNames().contains(className)
                        || code.classNames().contains(className.substring(className.lastIndexOf('.') + 1)))
                .findFirst();
    }

    /** Adds every Python class in a component, and in all components within it, for which there is no Java class. */
    public static void check(Component component, Problems problems) {
        if (component.type().startsWith("Custom") && !component.type().equals(WITHOUT_EFFECT)) {
            checkOne(component, problems);
        }
        component.fields().forEach(field -> inner(component.optionalValue(field).orElse(null), problems));
    }

    private static void inner(@Nullable Object value, Problems problems) {
        if (value instanceof Component child) {
            check(child, problems);
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> inner(item, problems));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> inner(item, problems));
        }
    }

    private static void checkOne(Component component, Problems problems) {
        String name = component.text("class_name");
        Optional<Class<? extends CustomComponent>> kind = KINDS.stream()
                .filter(each -> each.getSimpleName().equals(component.type()))
                .findFirst();
        if (kind.isPresent() && find(kind.get(), name).isPresent()) {
            return;
        }
        String mend = kind.map(type -> "put a jar beside the plugin whose class implements " + type.getName()
                        + " and names it, or leave the stream out")
                .orElseGet(() -> INSTEAD.getOrDefault(component.type(), "take it out") + ", or leave the stream out");
        problems.add(
                component.place(),
                component.type() + " is the Python class '" + name + "', which cannot run here",
                mend);
    }
}
