package io.headrace.http.error;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a JSON body says about an error. */
final class ErrorText {

    /** Fields that APIs put it in, the most telling first. */
    private static final List<String> FIELDS = List.of(
            "message",
            "messages",
            "error_description",
            "error",
            "errors",
            "failures",
            "failure",
            "detail",
            "details",
            "err",
            "error_message",
            "msg",
            "reason",
            "status_message",
            "title",
            "fault",
            "Fault",
            "Error",
            "Message");

    private ErrorText() {}

    /** The text; empty where there is none. */
    static String of(@Nullable Object body) {
        if (body instanceof String text) {
            return text;
        }
        if (body instanceof List<?> list) {
            return list.stream()
                    .map(ErrorText::of)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
        }
        if (body instanceof Map<?, ?> map) {
            return FIELDS.stream()
                    .map(field -> of(map.get(field)))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        return "";
    }
}
