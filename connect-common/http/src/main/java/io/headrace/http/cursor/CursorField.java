package io.headrace.http.cursor;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The field of a record that holds the cursor, and what is done with a record that has none. Dots lead into nested fields where no field has the whole name. */
record CursorField(String name, Missing missing) {

    enum Missing {
        FAIL,
        INCLUDE,
        SKIP
    }

    static CursorField of(Component cursor, Scope config) {
        return new CursorField(
                Template.of(cursor, "cursor_field").text(config),
                cursor.type().equals("DatetimeBasedCursor")
                        ? Missing.valueOf(cursor.text("cursor_missing").toUpperCase(Locale.ROOT))
                        : Missing.FAIL);
    }

    Optional<Object> in(Map<String, @Nullable Object> record) {
        @Nullable Object value = record.get(name);
        Optional<Object> found = value != null ? Optional.of(value) : Json.at(record, List.of(name.split("\\.")));
        return found.filter(each -> !"".equals(each));
    }

    /** What becomes of a record without a usable cursor. */
    Sighting withoutRank(String why) {
        if (missing == Missing.FAIL) {
            throw HeadraceException.config("A record's cursor field " + name + " " + why
                    + "; the place of such a record among the others is unknown. Set cursor_missing to include (it is emitted each"
                    + " time it is seen) or to skip (it is dropped and counted), or name another cursor_field");
        }
        return new Sighting(OptionalLong.empty(), missing == Missing.INCLUDE);
    }
}
