package io.headrace.http.decode;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Separated values (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>, any line end, any delimiter of one character). The first row names the fields; all values
 * are texts. A row that is too short has null at its end; one that is too long is an error, since its values would have no names.
 */
final class CsvDecoder implements Decoder {

    /** Words for a missing value (<a href="https://pandas.pydata.org/docs/reference/api/pandas.read_csv.html">pandas, na_values</a>). */
    private static final Set<String> MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    /** What a cell takes that is empty. */
    private static final int CELL = 8;

    private final char delimiter;
    private final Optional<Charset> charset;
    private final Set<String> nulls;

    CsvDecoder(char delimiter, Optional<Charset> charset, Set<String> nulls) {
        this.delimiter = delimiter;
        this.charset = charset;
        this.nulls = nulls;
    }

    /** How Airbyte reads a table from a file: empty values are null, and so are the usual words for a missing value unless they are to be kept. */
    static CsvDecoder ofFile(boolean keepsWords) {
        return new CsvDecoder(',', Optional.of(StandardCharsets.UTF_8), keepsWords ? Set.of("") : MISSING);
    }

    @Override
    public RecordStream open(Content content) {
        return new Rows(Charsets.declared(content, charset));
    }

    private final class Rows extends TextLines {

        private List<String> names = List.of();
        private long row;

        Rows(Content content) {
            super(content);
        }

        @Override
        public @Nullable Object next() {
            if (names.isEmpty()) {
                names = cells();
                refuseHtml();
            }
            List<String> cells = cells();
            if (cells.isEmpty()) {
                return null;
            }
            if (cells.size() > names.size()) {
                throw Faults.broken(
                        content(),
                        "row " + row + " of the CSV has " + cells.size() + " values, and the first row names "
                                + names.size() + " fields. Check the decoder's delimiter.");
            }
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                String cell = i < cells.size() ? cells.get(i) : null;
                record.put(names.get(i), cell == null || nulls.contains(cell) ? null : cell);
            }
            return record;
        }

        private void refuseHtml() {
            String first = names.isEmpty() ? "" : names.get(0).strip();
            if (first.regionMatches(true, 0, "<!doctype", 0, 9) || first.regionMatches(true, 0, "<html", 0, 5)) {
                throw Faults.broken(
                        content(),
                        "the body is a page of HTML, and CSV was expected. A gateway or a login page may have answered; check the address.");
            }
        }

        /** The values of a row; empty at the end. Blank lines are left out. */
        private List<String> cells() {
            while (peek() == '\n' || peek() == '\r') {
                read();
            }
            List<String> cells = new ArrayList<>();
            if (peek() < 0) {
                return cells;
            }
            row++;
            boolean more = true;
            long size = 0;
            while (more) {
                String cell = peek() == '"' ? quoted() : bare();
                size += CELL + cell.length();
                if (size > content().limits().valueBytes()) {
                    throw Faults.recordTooLarge(content());
                }
                cells.add(cell);
                more = read() == delimiter;
            }
            return cells;
        }

        private String bare() {
            StringBuilder cell = new StringBuilder();
            while (!isEnd(peek())) {
                cell.append((char) read());
                check(cell);
            }
            return cell.toString();
        }

        private String quoted() {
            StringBuilder cell = new StringBuilder();
            read();
            while (true) {
                int c = read();
                if (c < 0) {
                    throw Faults.broken(
                            content(),
                            "the CSV ends inside quotes, in row " + row + ": the body was cut. It is asked for again.");
                }
                if (c != '"') {
                    cell.append((char) c);
                } else if (peek() == '"') {
                    cell.append((char) read());
                } else {
                    return cell + bare();
                }
                check(cell);
            }
        }

        private boolean isEnd(int c) {
            return c < 0 || c == delimiter || c == '\n' || c == '\r';
        }
    }
}
