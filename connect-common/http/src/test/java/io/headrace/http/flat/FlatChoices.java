package io.headrace.http.flat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The words that flat keys allow. */
public final class FlatChoices {

    private FlatChoices() {}

    public static Map<String, List<String>> all() {
        return Map.of(
                ApiSettings.AUTH_TYPE.key(), words(ApiSettings.Auth.values()),
                StreamSettings.PAGINATION.key(), words(StreamSettings.Pagination.values()),
                StreamSettings.CURSOR_TYPE.key(), words(StreamSettings.CursorType.values()));
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
