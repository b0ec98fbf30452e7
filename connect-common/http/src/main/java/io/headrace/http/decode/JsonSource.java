package io.headrace.http.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.headrace.http.wire.Names;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** Makes JSON parsers that keep to the limits, in the right character set. */
final class JsonSource {

    private static final int HEAD = 64;

    private record Made(Limits limits, JsonFactory factory) {}

    private final AtomicReference<Made> made = new AtomicReference<>(make(Limits.DEFAULT));

    private final AtomicReference<Names> names = new AtomicReference<>(Names.none());

    private static Made make(Limits limits) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxStringLength(limits.valueBytes())
                .maxNestingDepth(limits.depth())
                .build();
        return new Made(
                limits,
                JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                        .build());
    }

    private JsonFactory factory(Limits limits) {
        return made.updateAndGet(last -> last.limits().equals(limits) ? last : make(limits))
                .factory();
    }

    /** Those of earlier bodies, as long as there is room for more. */
    private Names names() {
        return names.updateAndGet(known -> known.isFull() ? Names.none() : known);
    }

    /** A parser before the first token. A page of HTML is refused as what it is. */
    JsonInput open(Content content) throws IOException {
        CountingStream counting = new CountingStream(refuseOthers(content));
        JsonFactory factory = factory(content.limits());
        boolean unicode = content.charset()
                .map(charset -> charset.name().startsWith("UTF-") || charset.equals(StandardCharsets.US_ASCII))
                .orElse(true);
        JsonParser parser = unicode
                ? factory.createParser(counting)
                : factory.createParser(Charsets.reader(content.with(counting)));
        return new JsonInput(parser, counting::bytes, names());
    }

    private static InputStream refuseOthers(Content content) throws IOException {
        byte[] head = new byte[HEAD];
        int length = Math.max(0, content.bytes().read(head));
        int start = length >= 3 && (head[0] & 0xff) == 0xef ? 3 : 0;
        while (start < length && head[start] <= ' ' && head[start] >= 0) {
            start++;
        }
        if (start < length && head[start] == '<') {
            throw Faults.broken(
                    content,
                    "the body is a page of HTML or XML, and JSON was expected. A gateway or a login page may have answered; check the address, and name another decoder if the API sends XML.");
        }
        return new SequenceInputStream(new ByteArrayInputStream(head, 0, length), content.bytes());
    }
}
