package io.headrace.http.manifest;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Nearest;
import io.headrace.http.spec.Place;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.Problems;
import io.headrace.http.spec.SpecException;
import io.headrace.http.spec.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a manifest of its text, stream by stream, so that one that cannot be read need not stop the others. */
final class ManifestReader {

    private static final String PARAMETERS = "$parameters";
    private static final List<String> LISTS = List.of("streams", "dynamic_streams");

    private static final List<String> PARTS = List.of("spec", "concurrency_level", "api_budget", "check");

    /** What only references use. */
    private static final Set<String> QUARRY = Set.of("definitions", "schemas");

    private final Written.Obj root;
    private final boolean skip;
    private final Problems problems = new Problems();
    private final List<Problem> skipped = new ArrayList<>();

    ManifestReader(Written.Obj root, Manifest.Unsupported unsupported) {
        this.root = root;
        this.skip = unsupported == Manifest.Unsupported.SKIP_STREAM;
    }

    Manifest read() {
        Map<String, Written> whole = new LinkedHashMap<>();
        root.fields().forEach((name, value) -> {
            Place place = Place.ROOT.field(name, value.line());
            if (LISTS.contains(name)) {
                whole.put(name, streams(name, value, place));
            } else if (!QUARRY.contains(name)) {
                whole.put(name, prepared(value, place, problems));
            }
        });
        if (LISTS.stream().noneMatch(root.fields()::containsKey)) {
            problems.add(new Place("$", root.line()), "a manifest needs 'streams' or 'dynamic_streams'", "add streams");
        }
        Optional<Component> source = Component.read(
                new Written.Obj(whole, root.line()), "DeclarativeSource", new Place("$", root.line()), problems);
        source.ifPresent(made ->
                PARTS.forEach(part -> made.optionalChild(part).ifPresent(found -> StreamRules.check(found, problems))));
        Optional<ConfigSpec> config = source.map(made -> ConfigSpec.of(made.optionalChild("spec"), problems));
        source.ifPresent(this::noTwoAlike);
        source.ifPresent(this::checkedStreamsExist);
        problems.throwIfAny();
        return new Manifest(source.orElseThrow(), config.orElseThrow(), skipped);
    }

    private Written prepared(Written value, Place place, Problems into) {
        return new References(root, into).resolve(value, place);
    }

    private Written streams(String list, Written value, Place place) {
        if (!(value instanceof Written.Arr arr)) {
            problems.add(place, "a list of streams is wanted here", "write one");
            return new Written.Arr(List.of(), value.line());
        }
        List<Written> made = new ArrayList<>();
        for (int i = 0; i < arr.items().size(); i++) {
            Written item = arr.items().get(i);
            Place here = place.item(i, item.line());
            stream(list, item, here).ifPresent(component -> made.add(new Written.Scalar(component, item.line())));
        }
        return new Written.Arr(made, arr.line());
    }

    private Optional<Component> stream(String list, Written item, Place place) {
        Problems own = new Problems();
        Written prepared = withRootParameters(prepared(item, place, own));
        String role = list.equals("streams") ? "Stream" : "DynamicDeclarativeStream";
        Optional<Component> component = Component.read(typed(prepared, role), role, place, own);
        if (own.isEmpty()) {
            component.ifPresent(made -> StreamRules.check(made, own));
        }
        String name = component.map(ManifestReader::name).orElseGet(() -> name(prepared));
        for (Problem problem : own.asList()) {
            String what = name.isEmpty() ? problem.what() : "stream '" + name + "': " + problem.what();
            if (skip) {
                skipped.add(new Problem(problem.place(), what, problem.mend()));
            } else {
                problems.add(problem.place(), what, problem.mend());
            }
        }
        return own.isEmpty() ? component : Optional.empty();
    }

    /** A stream without a type is a DeclarativeStream. */
    private static Written typed(Written stream, String role) {
        if (!(stream instanceof Written.Obj obj) || obj.fields().containsKey("type")) {
            return stream;
        }
        Map<String, Written> fields = new LinkedHashMap<>(obj.fields());
        fields.put("type", new Written.Scalar(role.equals("Stream") ? "DeclarativeStream" : role, obj.line()));
        return new Written.Obj(fields, obj.line());
    }

    private Written withRootParameters(Written stream) {
        if (!(root.fields().get(PARAMETERS) instanceof Written.Obj shared) || !(stream instanceof Written.Obj obj)) {
            return stream;
        }
        Map<String, Written> parameters = new LinkedHashMap<>(shared.fields());
        if (obj.fields().get(PARAMETERS) instanceof Written.Obj own) {
            parameters.putAll(own.fields());
        }
        Map<String, Written> fields = new LinkedHashMap<>(obj.fields());
        fields.put(PARAMETERS, new Written.Obj(parameters, obj.line()));
        return new Written.Obj(fields, obj.line());
    }

    private static String name(Component stream) {
        return stream.is("ConditionalStreams")
                ? ""
                : stream.optionalText("name").orElse("");
    }

    private static String name(Written stream) {
        if (!(stream instanceof Written.Obj obj)) {
            return "";
        }
        Optional<String> ofParameters = obj.fields().get(PARAMETERS) instanceof Written.Obj parameters
                ? text(parameters, "name")
                : Optional.empty();
        return text(obj, "name").or(() -> ofParameters).orElse("");
    }

    private static Optional<String> text(Written.Obj obj, String field) {
        return obj.fields().get(field) instanceof Written.Scalar scalar && scalar.value() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    private void noTwoAlike(Component source) {
        Map<String, Component> byName = new HashMap<>();
        for (Component stream : source.children("streams")) {
            if (stream.is("ConditionalStreams")) {
                continue;
            }
            String name = name(stream);
            if (name.isEmpty()) {
                problems.addAll(new SpecException(stream.place(), "a stream needs a 'name'", "add it"));
                continue;
            }
            Component before = byName.putIfAbsent(name, stream);
            if (before != null) {
                problems.add(
                        stream.place("name"),
                        "there are two streams '" + name + "', the other one at " + before.place(),
                        "give one of them another name");
            }
        }
    }

    private void checkedStreamsExist(Component source) {
        List<String> names = new ArrayList<>();
        source.children("streams").forEach(stream -> names.addAll(names(stream)));
        Optional<Component> check = source.optionalChild("check").filter(found -> found.is("CheckStream"));
        if (check.isEmpty()
                || !source.children("dynamic_streams").isEmpty()
                || !skipped.isEmpty()
                || !problems.isEmpty()) {
            return;
        }
        for (String wanted : check.get().texts("stream_names")) {
            if (!names.contains(wanted)) {
                problems.add(
                        check.get().place("stream_names"),
                        "there is no stream '" + wanted + "' to check",
                        Nearest.mend(wanted, names, "name one of " + String.join(", ", names)));
            }
        }
    }

    /** The names of a stream, or of all that stand under one condition. */
    static List<String> names(Component stream) {
        return stream.is("ConditionalStreams")
                ? stream.children("streams").stream().map(ManifestReader::name).toList()
                : List.of(name(stream));
    }
}
