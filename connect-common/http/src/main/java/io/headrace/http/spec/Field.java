package io.headrace.http.spec;

import java.util.Optional;

/**
 * A field of a type of component.
 *
 * @param byDefault what holds where it is left out, as plain JSON
 * @param ours whether Airbyte's language does not have it
 * @param doc what it means, a sentence
 */
public record Field(String name, Kind kind, boolean required, Optional<Object> byDefault, boolean ours, String doc) {}
