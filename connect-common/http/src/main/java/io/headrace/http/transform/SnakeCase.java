package io.headrace.http.transform;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in snake_case as Airbyte's {@code KeysToSnakeCase} makes them: words are runs of capitals with the small letters behind them, small letters, or digits. */
final class SnakeCase {

    private static final Pattern TOKEN = Pattern.compile("[A-Z]+[a-z]*|[a-z]+|\\d+|([^a-zA-Z\\d]+)");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SnakeCase() {}

    static String of(String name) {
        List<String> tokens = tokens(
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll(""));
        if (tokens.size() >= 3) {
            List<String> inner = tokens.subList(1, tokens.size() - 1).stream()
                    .filter(token -> !token.isEmpty())
                    .toList();
            List<String> kept = new ArrayList<>();
            kept.add(tokens.get(0));
            kept.addAll(inner);
            kept.add(tokens.get(tokens.size() - 1));
            tokens = kept;
        }
        if (!tokens.isEmpty()
                && !tokens.get(0).isEmpty()
                && Character.isDigit(tokens.get(0).charAt(0))) {
            tokens.add(0, "");
        }
        return String.join("_", tokens).toLowerCase(Locale.ROOT);
    }

    private static List<String> tokens(String name) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(name);
        while (matcher.find()) {
            tokens.add(matcher.group(1) == null ? matcher.group() : "");
        }
        return tokens;
    }
}
