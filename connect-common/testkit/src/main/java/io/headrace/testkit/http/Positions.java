package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Reply;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What the value means by which a request asks for a page. */
interface Positions {

    /** {@return how many records lie before the page that was asked for} */
    long from(String asked, List<Row> rows, int size, int generation);

    /** {@return what to ask for to get the page that begins after {@code end} records} */
    String token(List<Row> rows, int end, int size, int generation);

    static Positions offset() {
        return new Positions() {
            @Override
            public long from(String asked, List<Row> rows, int size, int generation) {
                return number(asked);
            }

            @Override
            public String token(List<Row> rows, int end, int size, int generation) {
                return Integer.toString(end);
            }
        };
    }

    static Positions numbered(int first) {
        return new Positions() {
            @Override
            public long from(String asked, List<Row> rows, int size, int generation) {
                return (number(asked) - first) * size;
            }

            @Override
            public String token(List<Row> rows, int end, int size, int generation) {
                return Integer.toString(first + (end + size - 1) / size);
            }
        };
    }

    static Positions after(String key) {
        return new Positions() {
            @Override
            public long from(String asked, List<Row> rows, int size, int generation) {
                for (int i = 0; i < rows.size(); i++) {
                    if (asked.equals(String.valueOf(rows.get(i).get(key)))) {
                        return i + 1L;
                    }
                }
                throw new Refusal(Reply.json(400, Map.of("error", Map.of("message", "No such record: " + asked))));
            }

            @Override
            public String token(List<Row> rows, int end, int size, int generation) {
                return end == 0 ? "" : String.valueOf(rows.get(end - 1).get(key));
            }
        };
    }

    static Positions greaterThan(String key) {
        return new Positions() {
            @Override
            public long from(String asked, List<Row> rows, int size, int generation) {
                int low = 0;
                int high = rows.size();
                while (low < high) {
                    int middle = (low + high) >>> 1;
                    Object own = rows.get(middle).get(key);
                    Object bound = own instanceof Number ? new BigDecimal(asked) : asked;
                    if (Row.compare(own, bound) <= 0) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                return low;
            }

            @Override
            public String token(List<Row> rows, int end, int size, int generation) {
                return end == 0 ? "" : String.valueOf(rows.get(end - 1).get(key));
            }
        };
    }

    /** The same behind tokens that a client cannot read and that can expire. */
    static Positions hidden(Positions inner) {
        return new Positions() {
            @Override
            public long from(String asked, List<Row> rows, int size, int generation) {
                String[] told = decode(asked).split(":", 2);
                if (told.length < 2 || !told[0].equals(Integer.toString(generation))) {
                    throw new Refusal(
                            Reply.json(400, Map.of("code", "validation_error", "message", "The cursor is invalid.")));
                }
                return told[1].isEmpty() ? 0 : inner.from(told[1], rows, size, generation);
            }

            @Override
            public String token(List<Row> rows, int end, int size, int generation) {
                String told = generation + ":" + inner.token(rows, end, size, generation);
                return Base64.getUrlEncoder().withoutPadding().encodeToString(told.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            return "";
        }
    }

    private static long number(String asked) {
        try {
            return Long.parseLong(asked);
        } catch (NumberFormatException e) {
            throw new Refusal(Reply.json(400, Map.of("error", "not a number: " + asked)));
        }
    }
}
