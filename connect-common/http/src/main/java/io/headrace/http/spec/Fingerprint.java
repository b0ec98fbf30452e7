package io.headrace.http.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A short text that tells whether two declarations of a stream read the same: the order of fields, comments, descriptions and schemas do not matter. */
public final class Fingerprint {

    /** Fields that do not change what is read. */
    private static final Set<String> IDLE =
            Set.of("name", "description", "schema_loader", "state_migrations", "error_message", "use_cache");

    private Fingerprint() {}

    /** 16 hexadecimal digits. */
    public static String of(Component stream) {
        byte[] json = Json.canonical(relevant(stream.toJson())).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static @Nullable Object relevant(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, item) -> {
                boolean component = map.get("type") instanceof String type
                        && Vocabulary.standard().find(type).isPresent();
                if (!(component && IDLE.contains(String.valueOf(name)))) {
                    fields.put(String.valueOf(name), relevant(item));
                }
            });
            return fields;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(relevant(item)));
            return items;
        }
        return value;
    }
}
