package io.headrace.http.read;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which records stand for a deletion, of what stream, and where they hold the key of what was deleted (R15). */
record Deletions(Optional<Template> condition, List<String> flag, Optional<String> stream, Keys keys) {

    static Deletions of(Component stream) {
        Optional<Component> given = stream.optionalChild("deletes");
        Keys keys = given.map(deletes -> Keys.of(deletes, "key_path"))
                .filter(paths -> !paths.isEmpty())
                .orElseGet(() -> Keys.of(stream, "primary_key"));
        if (given.isPresent() && keys.isEmpty()) {
            throw given.get()
                    .refuse(
                            "key_path",
                            "A tombstone without a key does not say what was deleted",
                            "Set primary_key of the stream, or key_path");
        }
        return new Deletions(
                given.filter(deletes -> deletes.has("condition")).map(deletes -> Template.of(deletes, "condition")),
                given.map(deletes -> deletes.texts("field_path")).orElse(List.of()),
                given.flatMap(deletes -> deletes.optionalText("stream")),
                keys);
    }

    boolean isDeletion(Map<String, @Nullable Object> record, Scope scope) {
        if (condition.isPresent()) {
            return condition.get().truth(scope.with("record", record));
        }
        return !flag.isEmpty()
                && Json.at(record, flag)
                        .filter(value -> !Boolean.FALSE.equals(value) && !"".equals(value))
                        .isPresent();
    }
}
