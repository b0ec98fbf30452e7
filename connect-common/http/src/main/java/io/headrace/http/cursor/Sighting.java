package io.headrace.http.cursor;

import java.util.OptionalLong;

/**
 * What a cursor sees in a record.
 *
 * @param rank the record's place; empty when the record has none
 * @param kept whether the record goes on: not when it has no cursor and the declaration skips those, and not when the API returns everything and this was read before
 */
public record Sighting(OptionalLong rank, boolean kept) {

    static final Sighting NOTHING = new Sighting(OptionalLong.empty(), true);
}
