package io.headrace.http.manifest;

import io.headrace.http.custom.CustomConfigTransformation;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problems;
import io.headrace.http.template.DeepTemplate;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Migrates, changes and checks the settings of a user as {@code config_normalization_rules} say. */
final class ConfigRules {

    private final Clock clock;
    private final Problems problems = new Problems();

    private ConfigRules(Clock clock) {
        this.clock = clock;
    }

    /**
     * The settings after all rules.
     *
     * @throws io.headrace.http.spec.SpecException if they break a rule, with every rule that they break
     */
    static Map<String, @Nullable Object> apply(
            Optional<Component> spec, Map<String, @Nullable Object> config, Clock clock) {
        Optional<Component> rules = spec.flatMap(found -> found.optionalChild("config_normalization_rules"));
        if (rules.isEmpty()) {
            return config;
        }
        ConfigRules applied = new ConfigRules(clock);
        Map<String, @Nullable Object> changed = copy(config);
        for (Component migration : rules.get().children("config_migrations")) {
            migration.children("transformations").forEach(step -> applied.transform(step, changed));
        }
        rules.get().children("transformations").forEach(step -> applied.transform(step, changed));
        rules.get().children("validations").forEach(check -> applied.validate(check, changed));
        applied.problems.throwIfAny();
        return changed;
    }

    private void transform(Component step, Map<String, @Nullable Object> config) {
        switch (step.type()) {
            case "ConfigAddFields" -> {
                if (holds(step, config, null)) {
                    step.children("fields").forEach(field -> {
                        Scope scope = Scope.of(config, clock);
                        boolean text = field.optionalText("value_type").equals(Optional.of("string"));
                        Object value =
                                text ? Template.of(field, "value").text(scope) : evaluated(field, "value", scope);
                        put(config, field.texts("path"), value);
                    });
                }
            }
            case "ConfigRemoveFields" -> {
                for (Object pointer : step.values("field_pointers")) {
                    List<String> path = texts(pointer);
                    if (holds(step, config, find(config, path))) {
                        remove(config, path);
                    }
                }
            }
            case "ConfigRemapField" -> remap(step, config);
            case "CustomConfigTransformation" ->
                CustomUse.of(CustomConfigTransformation.class, step)
                        .run(Scope.of(config, clock), (code, context) -> code.change(config, context));
            default ->
                problems.add(
                        step.place(),
                        step.type() + " is code, which does not run on settings",
                        "set what it would make");
        }
    }

    private void remap(Component step, Map<String, @Nullable Object> config) {
        Scope scope = Scope.of(config, clock);
        List<String> path = path(step, scope);
        Object value = find(config, path);
        if (evaluated(step, "map", scope) instanceof Map<?, ?> map && map.containsKey(String.valueOf(value))) {
            put(config, path, map.get(String.valueOf(value)));
        }
    }

    private void validate(Component check, Map<String, @Nullable Object> config) {
        Scope scope = Scope.of(config, clock);
        Component strategy = check.child("validation_strategy");
        if (!strategy.is("ValidateAdheresToSchema")) {
            problems.add(strategy.place(), strategy.type() + " is code, which does not run on settings", "take it out");
            return;
        }
        boolean settings = check.is("DpathValidator");
        Object value = settings ? find(config, path(check, scope)) : evaluated(check, "value", scope);
        if (settings && value == null) {
            return;
        }
        Object schema = evaluated(strategy, "base_schema", scope);
        String what = settings ? "config." + String.join(".", path(check, scope)) : "the value";
        SchemaCheck.problem(schema, value, what)
                .ifPresent(problem -> problems.add(check.place(), problem, "change the setting"));
    }

    /** Whether a step's condition is true, or left out. */
    private boolean holds(Component step, Map<String, @Nullable Object> config, @Nullable Object property) {
        Scope scope = Scope.of(config, clock).with("property", property);
        return Template.optional(step, "condition")
                .map(condition -> condition.truth(scope))
                .orElse(true);
    }

    private static @Nullable Object evaluated(Component component, String field, Scope scope) {
        return DeepTemplate.optional(component, field)
                .map(template -> Optional.ofNullable(template.evaluate(scope)))
                .orElse(Optional.empty())
                .orElse(null);
    }

    private static List<String> path(Component component, Scope scope) {
        return evaluated(component, "field_path", scope) instanceof List<?> path ? texts(path) : List.of();
    }

    private static List<String> texts(Object path) {
        return path instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    private static @Nullable Object find(Map<String, @Nullable Object> config, List<String> path) {
        Object at = config;
        for (String step : path) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }

    @SuppressWarnings("unchecked") // copy() made all maps
    private static void put(Map<String, @Nullable Object> config, List<String> path, @Nullable Object value) {
        Map<String, @Nullable Object> at = config;
        for (String step : path.subList(0, path.size() - 1)) {
            Object inner = at.get(step);
            if (!(inner instanceof Map)) {
                inner = new LinkedHashMap<String, @Nullable Object>();
                at.put(step, inner);
            }
            at = (Map<String, @Nullable Object>) inner;
        }
        at.put(path.get(path.size() - 1), value);
    }

    private static void remove(Map<String, @Nullable Object> config, List<String> path) {
        if (!path.isEmpty() && find(config, path.subList(0, path.size() - 1)) instanceof Map<?, ?> holder) {
            holder.remove(path.get(path.size() - 1));
        }
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), copied(value)));
        return copy;
    }

    private static @Nullable Object copied(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(copied(item)));
            return copy;
        }
        return value;
    }
}
