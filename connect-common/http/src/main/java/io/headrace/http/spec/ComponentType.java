package io.headrace.http.spec;

import java.util.List;
import java.util.Map;

/**
 * A type of component.
 *
 * @param section the part of the vocabulary that it belongs to
 * @param roles where it fits beside its own name
 * @param fields by name, in the order of the vocabulary
 * @param open whether it takes fields that are not listed
 * @param part whether it is written without a type, as the value of one field
 * @param refused whether it is known and not supported; {@code doc} says why
 * @param ours whether Airbyte's language does not have it
 * @param doc what it does, a sentence
 */
public record ComponentType(
        String name,
        String section,
        List<String> roles,
        Map<String, Field> fields,
        boolean open,
        boolean part,
        boolean refused,
        boolean ours,
        String doc) {

    /** Whether it stands for code of the user's. */
    public boolean custom() {
        return fields.containsKey("class_name");
    }
}
