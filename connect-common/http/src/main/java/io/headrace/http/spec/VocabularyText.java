package io.headrace.http.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the vocabulary's text; its grammar stands at the top of that text. */
final class VocabularyText {

    private static final Pattern TYPE =
            Pattern.compile("(\\+?)(\\w+)((?: open| part| refused)*)(?: is ([\\w, ]+?))? -- (.+)");
    private static final Pattern FIELD = Pattern.compile("  (\\+?)(\\w+)(!?): (\\S+)(?: = (.*?))? -- (.+)");

    private final Map<String, ComponentType> types = new LinkedHashMap<>();
    private String section = "";

    private VocabularyText() {}

    static Map<String, ComponentType> parse(String text) {
        VocabularyText reader = new VocabularyText();
        Map<String, Field> fields = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            if (line.startsWith("== ")) {
                reader.section = line.substring(3);
            } else if (line.startsWith("  ")) {
                Field field = field(line);
                fields.put(field.name(), field);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                fields = reader.type(line);
            }
        }
        return Collections.unmodifiableMap(reader.types);
    }

    private Map<String, Field> type(String line) {
        Matcher parts = match(TYPE, line);
        List<String> marks = List.of(parts.group(3).trim().split(" "));
        List<String> roles =
                parts.group(4) == null ? List.of() : List.of(parts.group(4).split(", "));
        Map<String, Field> fields = new LinkedHashMap<>();
        types.put(
                parts.group(2),
                new ComponentType(
                        parts.group(2),
                        section,
                        roles,
                        Collections.unmodifiableMap(fields),
                        marks.contains("open"),
                        marks.contains("part"),
                        marks.contains("refused"),
                        !parts.group(1).isEmpty(),
                        parts.group(5)));
        return fields;
    }

    private static Field field(String line) {
        Matcher parts = match(FIELD, line);
        Kind kind = new KindText(parts.group(4)).read();
        return new Field(
                parts.group(2),
                kind,
                !parts.group(3).isEmpty(),
                Optional.ofNullable(parts.group(5)).map(VocabularyText::json),
                !parts.group(1).isEmpty(),
                parts.group(6));
    }

    private static Object json(String text) {
        if (text.matches("[\"\\[{0-9].*|true|false")) {
            return Json.parse(text);
        }
        return text;
    }

    private static Matcher match(Pattern pattern, String line) {
        Matcher parts = pattern.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("The vocabulary has a line that cannot be read: " + line);
        }
        return parts;
    }

    /** Reads {@code text|[Role/Type]|{template}}. */
    private static final class KindText {

        private final String text;
        private int at;

        KindText(String text) {
            this.text = text;
        }

        Kind read() {
            List<Kind> kinds = new ArrayList<>(List.of(one()));
            while (at < text.length() && text.charAt(at) == '|') {
                at++;
                kinds.add(one());
            }
            return kinds.size() == 1 ? kinds.get(0) : new Kind.Either(List.copyOf(kinds));
        }

        private Kind one() {
            char first = text.charAt(at);
            if (first == '[' || first == '{') {
                at++;
                Kind inner = read();
                at++;
                return first == '[' ? new Kind.ListOf(inner) : new Kind.MapOf(inner);
            }
            String word = word();
            if (word.equals("one")) {
                int end = text.indexOf(')', at);
                String words = text.substring(at + 1, end);
                at = end + 1;
                return new Kind.Choice(List.of(words.split(",")));
            }
            if (Character.isUpperCase(first)) {
                int slash = word.indexOf('/');
                return slash < 0
                        ? new Kind.Child(word, Optional.empty())
                        : new Kind.Child(word.substring(0, slash), Optional.of(word.substring(slash + 1)));
            }
            return Arrays.stream(Kind.Basic.values())
                    .filter(basic -> basic.describe().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The vocabulary names no kind '" + word + "'"));
        }

        private String word() {
            int begin = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '/')) {
                at++;
            }
            return text.substring(begin, at);
        }
    }
}
