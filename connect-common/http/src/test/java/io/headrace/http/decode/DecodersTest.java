package io.headrace.http.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecodersTest {

    private static final String AT = "GET https://api.example.com/v1: ";

    private static Decoder decoder(String type, Map<String, ? extends @Nullable Object> fields) {
        return Decoders.of(Component.of(type, fields));
    }

    @Test
    void linesOfJson() {
        Decoder jsonl = decoder("JsonlDecoder", Map.of());

        assertThat(Bodies.select(jsonl, Bodies.of("{\"a\":1}\n\n{\"a\":2}\r\nnull\n3")))
                .containsExactly(Map.of("a", 1L), Map.of("a", 2L), 3L);
        assertThat(Bodies.select(jsonl, Bodies.of("{\"d\":[1,2]}\n{\"d\":[3]}"), "d"))
                .containsExactly(1L, 2L, 3L);
        assertThat(Bodies.select(jsonl, Bodies.of(""))).isEmpty();
        assertThatThrownBy(() -> Bodies.select(jsonl, Bodies.of("{\"a\":1}\n{\"a\":")))
                .hasMessage(AT
                        + "the JSON ends in the middle at line 2, column 6: the body was cut. It is asked for again.");
    }

    @Test
    void itemsOfOneDocument() {
        Decoder items = decoder("JsonItemsDecoder", Map.of("items_path", "data.users"));

        assertThat(Bodies.select(items, Bodies.of("{\"x\":1,\"data\":{\"users\":[{\"id\":1},{\"id\":2}]}}")))
                .containsExactly(Map.of("id", 1L), Map.of("id", 2L));
        assertThat(Bodies.select(items, Bodies.of("{\"data\":{\"users\":[{\"id\":1},{\"id\":2}]}}"), "id"))
                .containsExactly(1L, 2L);
    }

    @Test
    void separatedValues() {
        Decoder csv = decoder("CsvDecoder", Map.of("delimiter", ";", "set_values_to_none", List.of("NA")));
        String body = "\uFEFFid;name;note\r\n1;\"Smith; John\";\"said \"\"hi\"\"\nand left\"\r\n\r\n2;NA;\n3;x";

        List<Object> rows = Bodies.select(csv, Bodies.of(body));

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).isEqualTo(Map.of("id", "1", "name", "Smith; John", "note", "said \"hi\"\nand left"));
        assertThat(rows.get(1)).isEqualTo(with(Map.of("id", "2", "note", ""), "name"));
        assertThat(rows.get(2)).isEqualTo(with(Map.of("id", "3", "name", "x"), "note"));
    }

    private static Map<String, @Nullable Object> with(Map<String, ?> fields, String absent) {
        Map<String, @Nullable Object> all = new HashMap<>(fields);
        all.put(absent, null);
        return all;
    }

    @Test
    void separatedValuesGoneWrong() {
        Decoder csv = decoder("CsvDecoder", Map.of());

        assertThatThrownBy(() -> Bodies.select(csv, Bodies.of("a,b\n1,2\n1,2,3\n")))
                .hasMessage(
                        AT
                                + "row 3 of the CSV has 3 values, and the first row names 2 fields. Check the decoder's delimiter.");
        assertThatThrownBy(() -> Bodies.select(csv, Bodies.of("a,b\n1,\"2")))
                .hasMessage(AT + "the CSV ends inside quotes, in row 2: the body was cut. It is asked for again.");
        byte[] endless = ",".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Bodies.select(csv, Bodies.of(endless, Limits.DEFAULT.withValueBytes(1_000_000))))
                .hasMessage(
                        AT
                                + "a single record is larger than 1000000 bytes. Choose a path that leads to smaller records, or raise the limit.");
        assertThatThrownBy(() -> Bodies.select(csv, Bodies.of("<!DOCTYPE html><p>no</p>")))
                .hasMessage(
                        AT
                                + "the body is a page of HTML, and CSV was expected. A gateway or a login page may have answered; check the address.");
        assertThatThrownBy(() -> Bodies.select(csv, Bodies.of("a\ncaf\u00e9".getBytes(StandardCharsets.ISO_8859_1))))
                .hasMessage(
                        AT
                                + "the body has bytes that are no UTF-8. Name the right character set in the decoder's encoding.");
        assertThatThrownBy(() -> decoder("CsvDecoder", Map.of("delimiter", "ab")))
                .hasMessage(
                        "$.delimiter: 'ab' cannot separate values; use one character that is neither a quote nor a line end, or \\t for a tabulator.");
        assertThatThrownBy(() -> decoder("CsvDecoder", Map.of("encoding", "klingon")))
                .hasMessage(
                        "$.encoding: 'klingon' is no known character set; use a name such as utf-8 or windows-1252.");
    }

    @Test
    void theDeclaredCharacterSetWinsOverTheHeader() {
        Charset windows = Charset.forName("windows-1252");
        Decoder csv = decoder("CsvDecoder", Map.of("encoding", "windows-1252", "delimiter", "\\t"));

        assertThat(Bodies.select(csv, Bodies.in(StandardCharsets.UTF_8, "a\tb\n\u20ac\t1".getBytes(windows))))
                .containsExactly(Map.of("a", "\u20ac", "b", "1"));
    }

    @Test
    void linesOfText() {
        assertThat(Bodies.select(decoder("IterableDecoder", Map.of()), Bodies.of("one\r\n\ntwo")))
                .containsExactly(Map.of("record", "one"), Map.of("record", "two"));
    }

    @Test
    void xml() {
        Decoder xml = decoder("XmlDecoder", Map.of());
        String body = """
                <?xml version="1.0" encoding="ISO-8859-1"?>
                <!-- note -->
                <feed xmlns:g="urn:x"><total>2</total>
                  <g:items><item id="1"><name>Caf\u00e9 &amp; Bar</name><tag>a</tag><tag>b</tag></item>
                  <item id="2"><![CDATA[ <raw> ]]></item><empty/></g:items></feed>""";
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        Map<String, ?> first = Map.of("@id", "1", "name", "Caf\u00e9 & Bar", "tag", List.of("a", "b"));

        assertThat(Bodies.select(xml, Bodies.of(bytes), "feed", "g:items", "item"))
                .containsExactly(first, Map.of("@id", "2", "#text", "<raw>"));
        assertThat(Bodies.select(xml, Bodies.of(bytes), "feed", "g:items", "item", "*", "@id"))
                .containsExactly("1", "2");
        assertThat(Bodies.select(xml, Bodies.of(bytes), "feed", "total")).containsExactly("2");
        try (RecordStream records = xml.select(Bodies.of(bytes), new FieldPath(List.of("feed", "g:items", "item")))) {
            assertThat(Bodies.all(records)).hasSize(2);
            assertThat(Json.at(records.rest(), List.of("feed", "total"))).contains("2");
        }
        assertThat(Bodies.select(xml, Bodies.of(bytes))).hasSize(1);
    }

    @Test
    void whatLeadsToRecordsDoesNotGrowWithThem() {
        Decoder xml = decoder("XmlDecoder", Map.of());
        String body = "<feed><size>9</size>" + "<entry id='1'>\n<item>1</item></entry>\n".repeat(20_000) + "</feed>";
        Limits small = Limits.DEFAULT.withValueBytes(10_000).withRestBytes(100_000);
        Content content = Bodies.of(body.getBytes(StandardCharsets.UTF_8), small);

        try (RecordStream records = xml.select(content, new FieldPath(List.of("feed", "entry", "item")))) {
            assertThat(Bodies.all(records)).hasSize(20_000);
            assertThat(Json.at(records.rest(), List.of("feed", "size"))).contains("9");
            assertThat(Json.at(records.rest(), List.of("feed", "entry")))
                    .hasValueSatisfying(entries -> assertThat((List<?>) entries).hasSizeBetween(2, 15_000));
        }
    }

    @Test
    void xmlBombsAreRefused() {
        Decoder xml = decoder("XmlDecoder", Map.of());
        String laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>";
        String external = "<!DOCTYPE l [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><l>&f;</l>";
        Limits small = Limits.DEFAULT.withDepth(20).withValueBytes(100_000);
        String deep = "<a>".repeat(30) + "</a>".repeat(30);
        String wide = "<a b=\"" + "x".repeat(400_000) + "\"/>";

        for (String bomb : List.of(laughs, external)) {
            assertThatThrownBy(() -> Bodies.select(xml, Bodies.of(bomb)))
                    .hasMessage(
                            AT
                                    + "the XML has a document type or an entity, which bombs are made of; it is refused. Ask the API for a form without.");
        }
        assertThatThrownBy(() -> Bodies.select(xml, Bodies.of(deep.getBytes(StandardCharsets.UTF_8), small)))
                .hasMessage(AT
                        + "the XML is nested deeper than 20 levels. Raise the limit if the API is meant to send that.");
        assertThatThrownBy(() -> Bodies.select(xml, Bodies.of(wide.getBytes(StandardCharsets.UTF_8), small)))
                .hasMessage(
                        AT
                                + "a single text, attribute or comment of the XML is longer than allowed. Raise the limit if the API is meant to send that.");
        assertThatThrownBy(() -> Bodies.select(xml, Bodies.of("<a><b>1</b>")))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessageStartingWith(AT + "the body is no valid XML at line 1, column ");
    }

    @Test
    void gzipAroundOthersAndNone() {
        Decoder decoder = decoder("GzipDecoder", Map.of("decoder", Map.of("type", "JsonlDecoder")));
        byte[] lines = "{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8);
        byte[] half = Arrays.copyOf(Bodies.gzip(lines), 20);

        assertThat(Bodies.select(decoder, Bodies.of(Bodies.gzip(lines)), "a")).containsExactly(1L, 2L);
        assertThat(Bodies.select(decoder, Bodies.of(lines), "a")).containsExactly(1L, 2L);
        assertThatThrownBy(() -> Bodies.select(decoder, Bodies.of(half)))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage(
                        AT + "the connection broke in the middle of the body (EOFException). It is asked for again.");
    }

    /** JDK-7036144: a server that ends a member whenever it has something to send pauses between them. */
    @Test
    void gzipGoesOnBehindAPause() {
        Decoder decoder = decoder("GzipDecoder", Map.of("decoder", Map.of("type", "JsonlDecoder")));
        byte[] one = Bodies.gzip("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
        byte[] two = Bodies.gzip("{\"a\":2}\n".getBytes(StandardCharsets.UTF_8));
        byte[] named = {0x1f, (byte) 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'x', 'n', 0, 'c', 0, 1, 2, 3, 0};
        byte[] empty = new byte[8];

        assertThat(Bodies.select(decoder, inParts(one, two, empty), "a")).containsExactly(1L, 2L);
        assertThat(Bodies.select(decoder, inParts(one, named, empty, two), "a")).containsExactly(1L, 2L);
    }

    @Test
    void gzipThatBreaksOffInTheHeadOfAMemberIsCut() {
        Decoder decoder = decoder("GzipDecoder", Map.of("decoder", Map.of("type", "JsonlDecoder")));
        byte[] one = Bodies.gzip("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Bodies.select(decoder, inParts(one, Arrays.copyOf(one, 5))))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                .hasMessage(
                        AT + "the connection broke in the middle of the body (EOFException). It is asked for again.");
    }

    @Test
    void gzipOfManyEmptyMembers() {
        Decoder decoder = decoder("GzipDecoder", Map.of("decoder", Map.of("type", "JsonlDecoder")));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] empty = Bodies.gzip(new byte[0]);
        for (int i = 0; i < 50_000; i++) {
            body.writeBytes(empty);
        }
        body.writeBytes(Bodies.gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));

        assertThat(Bodies.select(decoder, Bodies.of(body.toByteArray()), "a")).containsExactly(1L);
    }

    /** Nothing is there to be read between them. */
    private static Content inParts(byte[]... parts) {
        return Bodies.of(new byte[0])
                .with(new SequenceInputStream(Collections.enumeration(
                        Arrays.stream(parts).map(ByteArrayInputStream::new).toList())));
    }

    @Test
    void aZipArchiveThatWasCutBetweenTwoFiles() throws IOException {
        Decoder decoder = decoder("ZipfileDecoder", Map.of("decoder", Map.of("type", "CsvDecoder")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int second;
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            second = bytes.size();
            zip.putNextEntry(new ZipEntry("b.csv"));
        }

        for (int length : List.of(second, second + 10)) {
            assertThatThrownBy(() -> Bodies.select(decoder, Bodies.of(Arrays.copyOf(bytes.toByteArray(), length))))
                    .isInstanceOfSatisfying(
                            HeadraceException.class,
                            e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRANSIENT))
                    .hasMessage(AT + "the compressed body is damaged or cut. It is asked for again.");
        }
    }

    @Test
    void everyFileOfAZipArchive() throws IOException {
        Decoder decoder = decoder("ZipfileDecoder", Map.of("decoder", Map.of("type", "CsvDecoder")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("a.csv", "dir/", "dir/b.csv", "__MACOSX/c")) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(("id\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        }

        assertThat(Bodies.select(decoder, Bodies.of(bytes.toByteArray())))
                .containsExactly(Map.of("id", "a.csv"), Map.of("id", "dir/b.csv"));
        assertThatThrownBy(() -> Bodies.select(decoder, Bodies.of("{\"error\":1}")))
                .hasMessage(AT + "the body is no zip archive, or an empty one. Check the address and the decoder.");
    }

    @Test
    void bombsEndAtTheCaps() throws IOException {
        byte[] zeros = Bodies.gzip(new byte[40 << 20]);
        Decoder decoder = decoder("GzipDecoder", Map.of("decoder", Map.of("type", "IterableDecoder")));
        Limits longLines = Limits.DEFAULT.withValueBytes(1 << 30);
        String spaces = "\n".repeat(3 << 20);

        assertThatThrownBy(() -> Bodies.select(decoder, Bodies.of(zeros, longLines)))
                .hasMessage(
                        AT
                                + "the body inflates to more than 400 times its compressed length, as bombs do. Raise the limit if the API is meant to send that.");
        assertThatThrownBy(() -> Bodies.select(decoder, Bodies.of(zeros, Limits.DEFAULT.withValueBytes(1 << 20))))
                .hasMessage(
                        AT
                                + "a single record is larger than 1048576 bytes. Choose a path that leads to smaller records, or raise the limit.");
        Limits shortBody = Limits.DEFAULT.withBodyBytes(1 << 20);
        Content endless = new Content(
                Inflation.none(new ByteArrayInputStream(spaces.getBytes(StandardCharsets.UTF_8)), shortBody),
                java.util.Optional.empty(),
                shortBody,
                "GET https://api.example.com/v1");
        assertThatThrownBy(() -> Bodies.select(new JsonlDecoder(), endless))
                .hasMessage(AT + "the body is longer than 1048576 bytes. Ask for smaller pages, or raise the limit.");
    }

    @Test
    void deflatedBodiesOfBothKinds() throws IOException {
        byte[] text = "hello hello hello".getBytes(StandardCharsets.UTF_8);
        for (boolean raw : List.of(true, false)) {
            java.util.zip.Deflater deflater = new java.util.zip.Deflater(9, raw);
            deflater.setInput(text);
            deflater.finish();
            byte[] out = new byte[100];
            int length = deflater.deflate(out);
            deflater.end();

            assertThat(Inflation.deflate(new ByteArrayInputStream(out, 0, length), Limits.DEFAULT)
                            .readAllBytes())
                    .isEqualTo(text);
        }
    }

    @Test
    void recordsOfListsWithinRecords() {
        String body = "{\"data\":[{\"id\":1,\"lines\":{\"data\":[{\"n\":1},{\"n\":2}]}},{\"id\":2}]}";
        Map<String, ?> expander = Map.of("expand_records_from_field", List.of("lines", "data"));
        Map<String, ?> original = Map.of(
                "expand_records_from_field",
                List.of("lines", "*"),
                "remain_original_record",
                true,
                "on_no_records",
                "emit_parent");

        assertThat(expanded(body, expander)).containsExactly(Map.of("n", 1L), Map.of("n", 2L));
        assertThat(expanded(body, original)).hasSize(3).last().isEqualTo(Map.of("id", 2L));
        assertThat((Map<?, ?>) expanded(body, original).get(0))
                .extracting("original_record")
                .extracting("id")
                .isEqualTo(1L);
    }

    private static List<Object> expanded(String body, Map<String, ?> expander) {
        Component extractor =
                Component.of("DpathExtractor", Map.of("field_path", List.of("data"), "record_expander", expander));
        try (RecordStream records = RecordSelect.compile(extractor).open(Bodies.of(body), Bodies.SCOPE)) {
            return Bodies.all(records);
        }
    }

    @Test
    void pathsMayBeTemplates() {
        Component extractor = Component.of("DpathExtractor", Map.of("field_path", List.of("{{ config['list'] }}")));

        try (RecordStream records =
                RecordSelect.compile(extractor).open(Bodies.of("{\"items\":[1,2]}"), Bodies.SCOPE)) {
            assertThat(Bodies.all(records)).containsExactly(1L, 2L);
        }
    }

    @Test
    void tablesWithWordsForMissingValues() {
        String body = "a,b,c\nNA,,x\n";
        Component plain = Component.of("ResponseToFileExtractor", Map.of());
        Component kept = Component.of("ResponseToFileExtractor", Map.of("preserve_na_values", true));

        try (RecordStream records = RecordSelect.compile(plain).open(Bodies.of(body), Bodies.SCOPE)) {
            assertThat(Bodies.all(records)).containsExactly(with(with(Map.of("c", "x"), "a"), "b"));
        }
        try (RecordStream records = RecordSelect.compile(kept).open(Bodies.of(body), Bodies.SCOPE)) {
            assertThat(Bodies.all(records)).containsExactly(with(Map.of("a", "NA", "c", "x"), "b"));
        }
    }
}
