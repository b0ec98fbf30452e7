package io.headrace.http.async;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that is done.
 *
 * @param creation what the API said when it was ordered
 * @param polling what the API said when it was done
 * @param targets where its results are; one null where the API names none
 */
record Job(@Nullable Object creation, @Nullable Object polling, List<@Nullable Object> targets) {

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("creation", creation);
        json.put("polling", polling);
        json.put("targets", targets);
        return json;
    }

    static Job parse(@Nullable Object json) {
        Map<?, ?> map = json instanceof Map<?, ?> given ? given : Map.of();
        List<@Nullable Object> targets = new ArrayList<>(map.get("targets") instanceof List<?> list ? list : List.of());
        return new Job(map.get("creation"), map.get("polling"), targets);
    }
}
