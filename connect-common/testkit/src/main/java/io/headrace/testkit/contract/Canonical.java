package io.headrace.testkit.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Canonical values as text, so that rows compare by content and a difference can be read. */
public final class Canonical {

    private Canonical() {}

    /** One line per row: the named columns, in sorted order. */
    public static List<String> lines(List<Map<String, @Nullable Object>> rows, String... columns) {
        List<String> lines = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                cells.add(column + "=" + text(row.get(column)));
            }
            lines.add(String.join(" ", cells));
        }
        lines.sort(null);
        return lines;
    }

    /** Numbers by value, whatever their width; bytes in hexadecimal digits. */
    public static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : Double.toString(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Canonical::text).toList().toString();
        }
        if (value instanceof Object[] struct) {
            return Arrays.stream(struct).map(Canonical::text).toList().toString();
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, each) -> entries.add(text(key) + ":" + text(each)));
            entries.sort(null);
            return entries.toString();
        }
        return String.valueOf(value);
    }
}
