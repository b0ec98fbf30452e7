package io.headrace.http.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.rules.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private final Vocabulary vocabulary = Vocabulary.standard();

    @Test
    void theReferenceIsCommitted() {
        Golden.assertMatches("docs/reference/http-components.md", ComponentReference.markdown(vocabulary));
    }

    @Test
    void everyKindNamesTypesThatExist() {
        List<String> strays = new ArrayList<>();
        for (ComponentType type : vocabulary.types()) {
            for (Field field : type.fields().values()) {
                strays(field.kind(), type.name() + "." + field.name(), strays);
            }
        }
        assertThat(strays).isEmpty();
    }

    private void strays(Kind kind, String where, List<String> strays) {
        if (kind instanceof Kind.Child child) {
            boolean known = !vocabulary.fitting(child.name()).isEmpty()
                    && child.byDefault()
                            .map(type -> vocabulary.fitting(child.name()).stream()
                                    .anyMatch(fitting -> fitting.name().equals(type)))
                            .orElse(true);
            if (!known) {
                strays.add(where + " -> " + child);
            }
        } else if (kind instanceof Kind.ListOf list) {
            strays(list.item(), where, strays);
        } else if (kind instanceof Kind.MapOf map) {
            strays(map.value(), where, strays);
        } else if (kind instanceof Kind.Either either) {
            either.kinds().forEach(one -> strays(one, where, strays));
        }
    }

    @Test
    void defaultsFitTheirKinds() {
        for (ComponentType type : vocabulary.types()) {
            for (Field field : type.fields().values()) {
                Problems problems = new Problems();
                field.byDefault()
                        .ifPresent(value -> new ValueReader(new ComponentReader(problems, false), problems)
                                .read(Written.of(value, 0), field.kind(), Place.ROOT.field(field.name()), Map.of()));
                assertThat(problems.asList())
                        .as(type.name() + "." + field.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void rolesAreNoTypes() {
        for (ComponentType type : vocabulary.types()) {
            type.roles()
                    .forEach(role -> assertThat(vocabulary.find(role)).as(role).isEmpty());
        }
    }
}
