package io.headrace.http.manifest;

import java.util.List;

/**
 * A manifest that was made of something else.
 *
 * @param manifest its text, in YAML
 * @param notes what was guessed, what was left out and why; sentences
 */
public record Imported(String manifest, List<String> notes) {

    public Imported {
        notes = List.copyOf(notes);
    }
}
