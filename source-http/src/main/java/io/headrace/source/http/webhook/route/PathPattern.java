package io.headrace.source.http.webhook.route;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path such as {@code /in/{tenant}}: a part in braces stands for any one part, which the route's templates know by that name. */
public final class PathPattern {

    /** What a path must be, to follow "it must be". */
    static final String ALLOWED =
            "a path that begins with a slash, of letters, digits and -._~ between slashes, where {name} stands for any part";

    private final String text;
    private final List<String> parts;

    private PathPattern(String text) {
        this.text = text;
        this.parts = Arrays.asList(text.split("/", -1));
    }

    static boolean isPattern(String text) {
        return text.matches("(/([A-Za-z0-9._~-]*|\\{[A-Za-z0-9_]+}))+");
    }

    public static PathPattern of(String text) {
        return new PathPattern(text);
    }

    /** What the names stand for; empty when the path is another one. */
    public Optional<Map<String, String>> match(String path) {
        if (path.equals(text)) {
            return Optional.of(Map.of());
        }
        List<String> given = Arrays.asList(path.split("/", -1));
        if (given.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> captured = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{") && !given.get(i).isEmpty()) {
                captured.put(part.substring(1, part.length() - 1), given.get(i));
            } else if (!part.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(captured);
    }

    /** The names in it. */
    List<String> names() {
        return parts.stream()
                .filter(part -> part.startsWith("{"))
                .map(part -> part.substring(1, part.length() - 1))
                .toList();
    }

    /** Whether some path fits both. */
    public boolean overlaps(PathPattern other) {
        if (parts.size() != other.parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            String a = parts.get(i);
            String b = other.parts.get(i);
            if (!a.equals(b) && !a.startsWith("{") && !b.startsWith("{")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
