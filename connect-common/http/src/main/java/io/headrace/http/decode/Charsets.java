package io.headrace.http.decode;

import io.headrace.http.spec.Component;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Character sets of bodies: a byte-order mark tells first, then the declaration, then the response's header; UTF-8 where nobody says. */
final class Charsets {

    /** Names of Python's codecs that Java does not know. */
    private static final Map<String, String> PYTHON = Map.of(
            "utf-8-sig", "UTF-8", "utf8", "UTF-8", "latin-1", "ISO-8859-1", "latin_1", "ISO-8859-1", "utf_8", "UTF-8");

    private static final int MARK = 3;

    private Charsets() {}

    /** The character set that a component's {@code encoding} names; empty where it was left out. */
    static Optional<Charset> named(Component component) {
        if (!component.has("encoding")) {
            return Optional.empty();
        }
        String name = component.text("encoding").strip();
        String java = PYTHON.getOrDefault(name.toLowerCase(Locale.ROOT), name);
        try {
            return Optional.of(Charset.forName(java));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw component.refuse(
                    "encoding", "'" + name + "' is no known character set", "use a name such as utf-8 or windows-1252");
        }
    }

    /** The content in the declared character set; in that of the response's header where none is declared. */
    static Content declared(Content content, Optional<Charset> declared) {
        return declared.map(content::in).orElse(content);
    }

    /** The content as text; malformed bytes are an error, never replaced. */
    static Reader reader(Content content) throws IOException {
        byte[] head = content.bytes().readNBytes(MARK);
        int mark = mark(head);
        Charset charset = switch (mark) {
            case MARK -> StandardCharsets.UTF_8;
            case 2 -> (head[0] & 0xff) == 0xfe ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
            default -> content.charset().orElse(StandardCharsets.UTF_8);
        };
        InputStream bytes =
                new SequenceInputStream(new ByteArrayInputStream(head, mark, head.length - mark), content.bytes());
        return new BufferedReader(
                new InputStreamReader(
                        bytes,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                64 << 10);
    }

    /** How long the byte-order mark is: three bytes for UTF-8, two for UTF-16, none otherwise. */
    private static int mark(byte[] head) {
        int b0 = head.length > 1 ? head[0] & 0xff : 0;
        int b1 = head.length > 1 ? head[1] & 0xff : 0;
        if (head.length == MARK && b0 == 0xef && b1 == 0xbb && (head[2] & 0xff) == 0xbf) {
            return MARK;
        }
        return b0 == 0xfe && b1 == 0xff || b0 == 0xff && b1 == 0xfe ? 2 : 0;
    }
}
