package io.headrace.source.http.webhook.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headrace.http.decode.GzipMembers;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import io.headrace.source.http.webhook.message.UrlEncoded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What has to be done to a body before its events can be read. */
public final class Bodies {

    private static final int BUFFER = 8 << 10;
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Short fields take many times their length in memory. */
    private static final int MOST_FIELDS = 10_000;

    private static final List<String> LINES =
            List.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines");

    private Bodies() {}

    /** A content type without its parameters, in lower case. */
    public static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /** Whether every line is an event. */
    public static boolean isLines(String mediaType) {
        return LINES.contains(mediaType);
    }

    /** Whether an entry of the list allows a type: {@code application/json} also allows {@code application/*+json}. */
    public static boolean isAllowed(String mediaType, List<String> allowed) {
        return allowed.contains(mediaType)
                || allowed.contains("application/json") && mediaType.matches("application/[a-z0-9.!#$&^_-]+\\+json")
                || allowed.contains(LINES.get(0)) && isLines(mediaType);
    }

    /**
     * Inflates a body.
     *
     * @param mostBytes how many bytes may come out
     * @throws RefusedRequestException when it is no gzip, or too much comes out
     */
    public static byte[] gunzip(byte[] body, long mostBytes) throws RefusedRequestException {
        try (InputStream in = new GzipMembers(new ByteArrayInputStream(body), BUFFER)) {
            byte[] inflated = in.readNBytes((int) Math.min(mostBytes + 1, Integer.MAX_VALUE - 8));
            if (inflated.length > mostBytes) {
                throw RefusedRequestException.tooLarge("The body has more than " + mostBytes
                        + " bytes when it is inflated. Send fewer events in one request.");
            }
            return inflated;
        } catch (IOException e) {
            throw RefusedRequestException.bad("The body is not gzip, as Content-Encoding says.");
        }
    }

    /** A form as a JSON object; the body itself when it is none. A field {@code payload} that holds an object is the event, as GitHub and Slack send it. */
    public static byte[] fromForm(String mediaType, byte[] body) throws RefusedRequestException {
        if (!mediaType.equals(FORM)) {
            return body;
        }
        int ends = 0;
        for (byte b : body) {
            ends += b == '&' ? 1 : 0;
        }
        if (ends >= MOST_FIELDS) {
            throw RefusedRequestException.tooLarge(
                    "The form has more than " + MOST_FIELDS + " fields. Send fewer, or a JSON object.");
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        UrlEncoded.parse(new String(body, UTF_8).trim())
                .forEach(pair -> fields.computeIfAbsent(pair.name(), name -> new ArrayList<>(1))
                        .add(pair.value()));
        String payload = fields.getOrDefault("payload", List.of("")).get(0);
        return payload.startsWith("{") ? payload.getBytes(UTF_8) : lists(fields);
    }

    /** A JSON object with a text for each name, or a list of several. */
    private static byte[] lists(Map<String, List<String>> fields) {
        return json(generator -> {
            for (Map.Entry<String, List<String>> field : fields.entrySet()) {
                List<String> values = field.getValue();
                generator.writeFieldName(field.getKey());
                if (values.size() == 1) {
                    generator.writeString(values.get(0));
                } else {
                    generator.writeArray(values.toArray(String[]::new), 0, values.size());
                }
            }
        });
    }

    /** A JSON object of texts. */
    public static byte[] object(Map<String, String> fields) {
        return json(generator -> {
            for (Map.Entry<String, String> field : fields.entrySet()) {
                generator.writeStringField(field.getKey(), field.getValue());
            }
        });
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator generator) throws IOException;
    }

    private static byte[] json(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = EventReader.JSON.createGenerator(out)) {
            generator.writeStartObject();
            fields.write(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return out.toByteArray();
    }
}
