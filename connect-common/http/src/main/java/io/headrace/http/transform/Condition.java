package io.headrace.http.transform;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.Optional;

/** The {@code condition} of a component; none always holds. */
record Condition(Optional<Template> template) {

    static Condition of(Component component) {
        return new Condition(
                component.optionalText("condition").map(text -> Template.of(text, component.place("condition"))));
    }

    boolean isGiven() {
        return template.isPresent();
    }

    boolean holds(Scope scope) {
        return template.isEmpty() || template.get().truth(scope);
    }
}
