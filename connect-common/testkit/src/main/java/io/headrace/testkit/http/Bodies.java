package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Answers whose bodies harm a careless reader, or that are large and honest. */
public final class Bodies {
    private static final int MEGABYTE = 1024 * 1024;

    private Bodies() {}

    /** {@return a small JSON list in gzip that inflates to about {@code megabytes} of one text} */
    public static Reply gzipBomb(int megabytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            fill(zipped, megabytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Reply.of(200, "application/json", out.toByteArray()).header("Content-Encoding", "gzip");
    }

    /** {@return a small zip archive with one file that inflates to about {@code megabytes}} */
    public static Reply zipBomb(int megabytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zipped = new ZipOutputStream(out)) {
            zipped.putNextEntry(new ZipEntry("data.json"));
            fill(zipped, megabytes);
            zipped.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Reply.of(200, "application/zip", out.toByteArray());
    }

    /** {@return files in a zip archive} */
    public static Reply zip(Map<String, String> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zipped = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : new LinkedHashMap<>(files).entrySet()) {
                zipped.putNextEntry(new ZipEntry(file.getKey()));
                zipped.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zipped.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Reply.of(200, "application/zip", out.toByteArray());
    }

    /** {@return XML of some hundred bytes whose entities expand to a billion words} */
    public static Reply xmlBomb() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol0 \"lol\">\n");
        for (int level = 1; level <= 9; level++) {
            xml.append("<!ENTITY lol").append(level).append(" \"");
            xml.append(("&lol" + (level - 1) + ";").repeat(10)).append("\">\n");
        }
        xml.append("]>\n<items><item>&lol9;</item></items>");
        return xml(xml.toString());
    }

    /** {@return XML that asks its reader to fetch {@code address}, or a file} */
    public static Reply xmlFetching(String address) {
        return xml("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM \"" + address
                + "\">]>\n<items><item>&x;</item></items>");
    }

    public static Reply xml(String text) {
        return Reply.of(200, "application/xml", text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a JSON list that never ends} */
    public static Reply endless(String record) {
        byte[] some = (record + ',').repeat(1 + 8192 / (record.length() + 1)).getBytes(StandardCharsets.UTF_8);
        return Reply.pieces(
                "application/json",
                () -> Stream.concat(Stream.of(bytes("[")), Stream.generate(() -> some))
                        .iterator());
    }

    /** {@return a JSON list with one text of so many megabytes} */
    public static Reply hugeValue(int megabytes) {
        byte[] letters = new byte[MEGABYTE];
        Arrays.fill(letters, (byte) 'a');
        return Reply.pieces(
                "application/json",
                () -> Stream.of(
                                Stream.of(bytes("[{\"id\":1,\"text\":\"")),
                                Stream.generate(() -> letters).limit(megabytes),
                                Stream.of(bytes("\"}]")))
                        .flatMap(pieces -> pieces)
                        .iterator());
    }

    /** {@return lists within lists, so deep} */
    public static Reply nested(int depth) {
        return Reply.of(200, "application/json", bytes("[".repeat(depth) + "]".repeat(depth)));
    }

    /**
     * {@return a JSON object of any size that is made while it is sent}
     *
     * @param records the name of the list of records in it
     * @param record writes the record for 0 to {@code count - 1}
     */
    public static Reply streamed(String records, int count, IntFunction<String> record) {
        return Reply.pieces("application/json", () -> {
            Iterator<byte[]> items = IntStream.range(0, (count + 99) / 100)
                    .mapToObj(block -> block(block * 100, Math.min(count, block * 100 + 100), record))
                    .iterator();
            return new Iterator<>() {
                private int step;

                @Override
                public boolean hasNext() {
                    return step < 2 || items.hasNext();
                }

                @Override
                public byte[] next() {
                    if (step == 0) {
                        step = 1;
                        return bytes("{\"" + records + "\":[");
                    }
                    if (items.hasNext()) {
                        return items.next();
                    }
                    step = 2;
                    return bytes("],\"total\":" + count + "}");
                }
            };
        });
    }

    private static byte[] block(int from, int to, IntFunction<String> record) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == 0 ? "" : ",").append(record.apply(i));
        }
        return bytes(text.toString());
    }

    private static void fill(OutputStream out, int megabytes) throws IOException {
        byte[] letters = new byte[MEGABYTE];
        Arrays.fill(letters, (byte) 'a');
        out.write(bytes("[\""));
        for (int i = 0; i < megabytes; i++) {
            out.write(letters);
        }
        out.write(bytes("\"]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
