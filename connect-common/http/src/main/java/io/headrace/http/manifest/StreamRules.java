package io.headrace.http.manifest;

import io.headrace.http.custom.CustomClasses;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.Problems;
import io.headrace.http.template.TemplateCheck;
import java.util.List;

/** Everything about a component that can be known before it is used, beyond what the vocabulary says. */
public final class StreamRules {

    private StreamRules() {}

    /** What is wrong in a component and in all components within it. */
    public static List<Problem> problems(Component component) {
        Problems problems = new Problems();
        check(component, problems);
        return problems.asList();
    }

    static void check(Component component, Problems problems) {
        TemplateCheck.check(component, problems);
        Rules.check(component, problems);
        CustomClasses.check(component, problems);
    }
}
