package io.headrace.http.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of texts, as in Python, and those of lists. */
final class TextMethods {

    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}|\\{(\\w*)(?::(0?)(\\d{1,2})d)?}");

    static final Map<String, Methods.Method> ALL = Map.ofEntries(
            Map.entry("split", (on, args) -> split(on, args)),
            Map.entry("rsplit", (on, args) -> rsplit(on, args)),
            Map.entry(
                    "splitlines",
                    (on, args) -> new ArrayList<@Nullable Object>(
                            text(on, "splitlines").lines().toList())),
            Map.entry("strip", (on, args) -> strip(on, args, "strip", true, true)),
            Map.entry("lstrip", (on, args) -> strip(on, args, "lstrip", true, false)),
            Map.entry("rstrip", (on, args) -> strip(on, args, "rstrip", false, true)),
            Map.entry("startswith", (on, args) -> any(on, args, "startswith", String::startsWith)),
            Map.entry("endswith", (on, args) -> any(on, args, "endswith", String::endsWith)),
            Map.entry("removeprefix", (on, args) -> removePrefix(on, args)),
            Map.entry("removesuffix", (on, args) -> removeSuffix(on, args)),
            Map.entry("lower", changes("lower", text -> text.toLowerCase(Locale.ROOT))),
            Map.entry("upper", changes("upper", text -> text.toUpperCase(Locale.ROOT))),
            Map.entry("title", changes("title", TextMethods::title)),
            Map.entry("capitalize", changes("capitalize", TextMethods::capitalize)),
            Map.entry("join", (on, args) -> join(text(on, "join"), args.required(0, "list", "join"))),
            Map.entry("find", (on, args) -> (long) text(on, "find").indexOf(args.text(0, "sub", "find"))),
            Map.entry("rfind", (on, args) -> (long) text(on, "rfind").lastIndexOf(args.text(0, "sub", "rfind"))),
            Map.entry("zfill", (on, args) -> zfill(text(on, "zfill"), args.number(0, "width", 0))),
            Map.entry("isdigit", (on, args) -> text(on, "isdigit").matches("\\d+")),
            Map.entry("isnumeric", (on, args) -> text(on, "isnumeric").matches("\\d+")),
            Map.entry("isalpha", (on, args) -> text(on, "isalpha").matches("\\p{L}+")),
            Map.entry("format", (on, args) -> format(text(on, "format"), args)),
            Map.entry("count", (on, args) -> count(on, args)),
            Map.entry("index", (on, args) -> index(on, args)));

    private TextMethods() {}

    /** Compares a text with another one. */
    private interface Fits {
        boolean fits(String text, String other);
    }

    private static String text(@Nullable Object on, String method) {
        Methods.present(on);
        if (on instanceof String text) {
            return text;
        }
        throw Methods.wrong(method, "a text", on);
    }

    private static Methods.Method changes(String name, Function<String, String> change) {
        return (on, args) -> change.apply(text(on, name));
    }

    private static boolean any(@Nullable Object on, Args args, String method, Fits fits) {
        String text = text(on, method);
        Object wanted = args.required(0, "prefix", method);
        if (wanted instanceof List<?> several) {
            return several.stream().anyMatch(one -> fits.fits(text, Values.str(one)));
        }
        return fits.fits(text, Values.str(wanted));
    }

    private static List<@Nullable Object> split(@Nullable Object on, Args args) {
        String text = text(on, "split");
        int most = args.number(1, "maxsplit", -1);
        if (args.get(0, "sep") == null) {
            String stripped = text.strip();
            return stripped.isEmpty()
                    ? new ArrayList<>()
                    : new ArrayList<>(List.of(stripped.split("\\s+", most < 0 ? 0 : most + 1)));
        }
        String separator = separator(args, "split");
        List<@Nullable Object> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0 && most != 0; at = text.indexOf(separator, from), most--) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static List<@Nullable Object> rsplit(@Nullable Object on, Args args) {
        int most = args.number(1, "maxsplit", -1);
        if (most < 0 || args.get(0, "sep") == null) {
            return split(on, args);
        }
        String text = text(on, "rsplit");
        String separator = separator(args, "rsplit");
        List<@Nullable Object> parts = new ArrayList<>();
        int to = text.length();
        while (most-- > 0) {
            int at = text.lastIndexOf(separator, to - separator.length());
            if (at < 0) {
                break;
            }
            parts.add(0, text.substring(at + separator.length(), to));
            to = at;
        }
        parts.add(0, text.substring(0, to));
        return parts;
    }

    private static String separator(Args args, String method) {
        String separator = args.text(0, "sep", method);
        if (separator.isEmpty()) {
            throw new EvalException(method + " needs a separator that is not empty");
        }
        return separator;
    }

    static String strip(@Nullable Object on, Args args, String method, boolean left, boolean right) {
        String text = text(on, method);
        String signs = args.get(0, "chars") == null ? " \t\n\r\f\u000b" : args.text(0, "chars", method);
        int from = 0;
        int to = text.length();
        while (left && from < to && signs.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (right && to > from && signs.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String removePrefix(@Nullable Object on, Args args) {
        String text = text(on, "removeprefix");
        String prefix = args.text(0, "prefix", "removeprefix");
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String removeSuffix(@Nullable Object on, Args args) {
        String text = text(on, "removesuffix");
        String suffix = args.text(0, "suffix", "removesuffix");
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    static String replace(@Nullable Object on, Args args) {
        String old = args.text(0, "old", "replace");
        String replacement = args.text(1, "new", "replace");
        int most = args.number(2, "count", -1);
        return replace(text(on, "replace"), old, replacement, most);
    }

    static String replace(String text, String old, String replacement, int most) {
        StringBuilder result = new StringBuilder();
        Matcher found = Pattern.compile(Pattern.quote(old)).matcher(text);
        int from = 0;
        int left = most;
        while (left != 0 && found.find()) {
            result.append(text, from, found.start()).append(replacement);
            from = found.end();
            left--;
            if (result.length() > Values.MOST) {
                break;
            }
        }
        return Values.checked(result.append(text, from, text.length()).toString());
    }

    static String join(String separator, @Nullable Object list) {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (Object item : Values.items(list, "join")) {
            text.append(before).append(Values.str(item));
            before = separator;
            if (text.length() > Values.MOST) {
                break;
            }
        }
        return Values.checked(text.toString());
    }

    static String title(String text) {
        StringBuilder result = new StringBuilder();
        boolean first = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            result.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
            first = !Character.isLetter(c);
        }
        return result.toString();
    }

    static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String zfill(String text, int width) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String zeros = "0".repeat(Math.max(0, Math.min(width, 1000) - text.length()));
        return signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
    }

    /** {@code {}}, {@code {0}}, {@code {name}}, and whole numbers with a width as in {@code {:02d}}. */
    private static String format(String pattern, Args args) {
        Matcher braces = BRACES.matcher(pattern);
        StringBuilder text = new StringBuilder();
        int from = 0;
        int nextIndex = 0;
        while (braces.find()) {
            plain(pattern.substring(from, braces.start()), text);
            from = braces.end();
            if (braces.group().equals("{{") || braces.group().equals("}}")) {
                text.append(braces.group().charAt(0));
                continue;
            }
            String name = braces.group(1);
            boolean byName = !name.matches("\\d*");
            int index = byName ? Integer.MAX_VALUE : name.isEmpty() ? nextIndex++ : Integer.parseInt(name);
            String value = args.text(index, name, "format");
            int width = braces.group(3) == null ? 0 : Integer.parseInt(braces.group(3));
            text.append(
                    width == 0 || !"0".equals(braces.group(2))
                            ? " ".repeat(Math.max(0, width - value.length())) + value
                            : zfill(value, width));
        }
        plain(pattern.substring(from), text);
        return Values.checked(text.toString());
    }

    private static void plain(String piece, StringBuilder text) {
        if (piece.indexOf('{') >= 0 || piece.indexOf('}') >= 0) {
            throw new EvalException("format knows {}, {0}, {name} and widths of whole numbers such as {:02d} only");
        }
        text.append(piece);
    }

    private static long count(@Nullable Object on, Args args) {
        Object wanted = args.required(0, "value", "count");
        if (on instanceof List<?> list) {
            return list.stream().filter(item -> Values.equal(item, wanted)).count();
        }
        return split(text(on, "count"), args).size() - 1L;
    }

    private static long index(@Nullable Object on, Args args) {
        Object wanted = args.required(0, "value", "index");
        if (on instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (Values.equal(list.get(i), wanted)) {
                    return i;
                }
            }
            throw new EvalException("index finds no such item");
        }
        long at = text(on, "index").indexOf(Values.str(wanted));
        if (at < 0) {
            throw new EvalException("index finds no such text");
        }
        return at;
    }
}
