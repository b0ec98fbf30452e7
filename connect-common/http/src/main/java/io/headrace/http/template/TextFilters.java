package io.headrace.http.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Filters that make texts. */
final class TextFilters {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static final Map<String, Filters.Filter> ALL = Map.ofEntries(
            Map.entry("string", (value, args, scope) -> Values.str(value)),
            Map.entry("lower", (value, args, scope) -> Values.str(value).toLowerCase(Locale.ROOT)),
            Map.entry("upper", (value, args, scope) -> Values.str(value).toUpperCase(Locale.ROOT)),
            Map.entry("title", (value, args, scope) -> TextMethods.title(Values.str(value))),
            Map.entry("capitalize", (value, args, scope) -> TextMethods.capitalize(Values.str(value))),
            Map.entry("trim", (value, args, scope) -> TextMethods.strip(Values.str(value), args, "trim", true, true)),
            Map.entry("join", (value, args, scope) -> join(value, args, scope)),
            Map.entry(
                    "replace",
                    (value, args, scope) -> TextMethods.replace(
                            Values.str(value),
                            args.text(0, "old", "replace"),
                            args.text(1, "new", "replace"),
                            args.number(2, "count", -1))),
            Map.entry("urlencode", (value, args, scope) -> urlencode(value)),
            Map.entry("tojson", (value, args, scope) -> json(value)),
            Map.entry("hash", (value, args, scope) -> hash(value, args)),
            Map.entry("hmac", (value, args, scope) -> hmac(value, args)),
            Map.entry(
                    "base64encode",
                    (value, args, scope) -> Base64.getEncoder().encodeToString(bytes(Values.str(value)))),
            Map.entry(
                    "base64decode",
                    (value, args, scope) -> new String(decoded(value, "base64decode"), StandardCharsets.UTF_8)),
            // In spite of its name: so does the airbyte-cdk.
            Map.entry(
                    "base64binascii_decode",
                    (value, args, scope) -> Base64.getEncoder().encodeToString(bytes(Values.str(value)))),
            Map.entry("regex_search", (value, args, scope) -> regexSearch(value, args)),
            Map.entry("regex_replace", (value, args, scope) -> regexReplace(value, args)));

    private TextFilters() {}

    private static String join(@Nullable Object value, Args args, Scope scope) {
        Object list = value;
        if (args.has(1, "attribute")) {
            Args attribute = new Args(List.of(), Map.of("attribute", args.text(1, "attribute", "join")));
            list = Filters.map(value, attribute, scope);
        }
        return TextMethods.join(args.text(0, "d", "join", ""), list);
    }

    private static String urlencode(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> queryEncode(entry.getKey()) + "=" + queryEncode(entry.getValue()))
                    .collect(Collectors.joining("&"));
        }
        return Macros.percentEncode(Values.str(value), "/");
    }

    private static String queryEncode(@Nullable Object value) {
        return Macros.percentEncode(Values.str(value), "").replace("%20", "+");
    }

    private static String json(@Nullable Object value) {
        if (value == Undefined.VALUE) {
            throw new UndefinedException();
        }
        try {
            return Values.checked(JSON.writeValueAsString(Template.plain(value)));
        } catch (JsonProcessingException e) {
            throw new EvalException("tojson cannot write " + Values.typeName(value));
        }
    }

    private static String hash(@Nullable Object value, Args args) {
        String name = args.text(0, "hash_type", "hash", "md5").toLowerCase(Locale.ROOT);
        String algorithm = name.startsWith("sha") && !name.contains("_") && !name.contains("-")
                ? "SHA-" + name.substring(3)
                : name.replace("sha3_", "SHA3-").toUpperCase(Locale.ROOT);
        Object salt = args.get(1, "salt");
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(bytes(Values.str(value)));
            return HexFormat.of().formatHex(salt == null ? digest.digest() : digest.digest(bytes(Values.str(salt))));
        } catch (GeneralSecurityException e) {
            throw new EvalException("hash knows no such algorithm; md5, sha1, sha256 and sha512 are known");
        }
    }

    private static String hmac(@Nullable Object value, Args args) {
        String algorithm = args.text(1, "hash_type", "hmac", "sha256").toLowerCase(Locale.ROOT);
        if (!algorithm.matches("sha1|sha224|sha256|sha384|sha512")) {
            throw new EvalException("hmac knows no such algorithm; sha1, sha256, sha384 and sha512 are known");
        }
        try {
            Mac mac = Mac.getInstance("Hmac" + algorithm.toUpperCase(Locale.ROOT));
            mac.init(new SecretKeySpec(bytes(args.text(0, "key", "hmac")), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(bytes(Values.str(value))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new EvalException("hmac needs a key that is not empty");
        }
    }

    private static byte[] decoded(@Nullable Object value, String filter) {
        try {
            return Base64.getDecoder().decode(Values.str(value).strip());
        } catch (IllegalArgumentException e) {
            throw new EvalException(filter + " needs a text in base64");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String regexSearch(@Nullable Object value, Args args) {
        Matcher matcher = pattern(args, "regex_search").matcher(Values.str(value));
        return matcher.find() && matcher.groupCount() > 0 && matcher.group(1) != null ? matcher.group(1) : "";
    }

    private static String regexReplace(@Nullable Object value, Args args) {
        String replacement = args.text(1, "replacement", "regex_replace").replace("$", "\\$");
        String groups = replacement.replaceAll("\\\\(\\d)", "\\$$1");
        try {
            return Values.checked(
                    pattern(args, "regex_replace").matcher(Values.str(value)).replaceAll(groups));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new EvalException("regex_replace names a group that its pattern does not have");
        }
    }

    private static Pattern pattern(Args args, String filter) {
        try {
            return Pattern.compile(args.text(0, "regex", filter).replace("(?P<", "(?<"));
        } catch (PatternSyntaxException e) {
            throw new EvalException(filter + " has a pattern that is no regular expression: " + e.getDescription());
        }
    }
}
