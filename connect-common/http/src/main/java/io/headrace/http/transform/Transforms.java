package io.headrace.http.transform;

import io.headrace.http.custom.CustomTransformation;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Template;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compiles transformations. */
public final class Transforms {

    private Transforms() {}

    /** The transformations in a field of a component, in order. */
    public static List<Transform> of(Component owner, String field) {
        return owner.children(field).stream().map(Transforms::transform).toList();
    }

    /** Brings values to the types of a JSON schema. */
    public static Transform toSchema(Map<?, ?> schema) {
        return new SchemaTypes(schema);
    }

    private static Transform transform(Component component) {
        return switch (component.type()) {
            case "AddFields" -> AddFields.of(component);
            case "RemoveFields" -> RemoveFields.of(component);
            case "RenameFields" -> rename(component);
            case "KeysToLower" -> RenameKeys.fixed(name -> name.toLowerCase(Locale.ROOT), false);
            case "KeysToSnakeCase" -> RenameKeys.fixed(SnakeCase::of, true);
            case "KeysReplace" ->
                RenameKeys.replace(
                        Template.of(component, "old"),
                        Template.optional(component, "new").orElse(Template.literal("")));
            case "FlattenFields" -> new FlattenFields(component.flag("flatten_lists"));
            case "DpathFlattenFields" -> LiftFields.of(component);
            case "CustomTransformation" -> custom(component);
            default ->
                throw component.refuse(
                        "type",
                        "No transformation is called " + component.type(),
                        "Use one of the transformations of the reference");
        };
    }

    private static Transform custom(Component component) {
        CustomUse<CustomTransformation> use = CustomUse.of(CustomTransformation.class, component);
        return (record, scope) -> use.run(scope, (code, context) -> code.transform(record, context));
    }

    private static Transform rename(Component component) {
        Optional<Object> given = component.optionalValue("names");
        Map<?, ?> names = given.orElse(Map.of()) instanceof Map<?, ?> map ? map : Map.of();
        return RenameKeys.fixed(name -> names.get(name) == null ? name : String.valueOf(names.get(name)), false);
    }
}
