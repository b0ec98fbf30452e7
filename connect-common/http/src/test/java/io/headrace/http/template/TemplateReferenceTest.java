package io.headrace.http.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.rules.golden.Golden;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TemplateReferenceTest {

    @Test
    void theReferenceIsCommitted() {
        Golden.assertMatches("docs/reference/http-templates.md", TemplateReference.markdown());
    }

    @Test
    void theReferenceNamesWhatThereIs() {
        Map<String, Set<String>> documented = new HashMap<>();
        String section = "";
        for (String line : TemplateReference.lines().split("\n")) {
            if (line.startsWith("== ")) {
                section = line.substring(3);
            } else if (line.contains(" -- ")) {
                documented
                        .computeIfAbsent(section, none -> new TreeSet<>())
                        .add(line.split(" -- ", 2)[0].replaceFirst("\\(.*", ""));
            }
        }

        assertThat(documented)
                .containsEntry("Names", new TreeSet<>(Names.within("")))
                .containsEntry("Functions", new TreeSet<>(Macros.ALL.keySet()))
                .containsEntry("Filters", new TreeSet<>(Filters.ALL.keySet()))
                .containsEntry("Tests", new TreeSet<>(Tests.ALL.keySet()))
                .containsEntry("Methods", new TreeSet<>(Methods.ALL.keySet()));
    }
}
