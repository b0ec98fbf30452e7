package io.headrace.http.decode;

import io.headrace.http.template.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Bodies for tests. */
final class Bodies {

    static final Scope SCOPE = Scope.of(Map.of("list", "items"), Clock.systemUTC());

    private Bodies() {}

    static Content of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Content of(byte[] bytes) {
        return of(bytes, Limits.DEFAULT);
    }

    static Content of(byte[] bytes, Limits limits) {
        return new Content(new ByteArrayInputStream(bytes), Optional.empty(), limits, "GET https://api.example.com/v1");
    }

    static Content in(Charset charset, byte[] bytes) {
        return new Content(
                new ByteArrayInputStream(bytes),
                Optional.of(charset),
                Limits.DEFAULT,
                "GET https://api.example.com/v1");
    }

    static List<Object> all(RecordStream records) {
        List<Object> all = new ArrayList<>();
        for (@Nullable Object record = records.next(); record != null; record = records.next()) {
            all.add(record);
        }
        return all;
    }

    static List<Object> select(Decoder decoder, Content content, String... path) {
        try (RecordStream records = decoder.select(content, new FieldPath(List.of(path)))) {
            return all(records);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
