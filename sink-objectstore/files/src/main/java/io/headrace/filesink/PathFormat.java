package io.headrace.filesink;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.schema.TableId;
import io.headrace.files.store.ObjectNames;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a row's file goes: plain text with placeholders for the table, the topic, the partition and parts of the record's timestamp in UTC. Never the time of writing, so
 * that a record read again goes to the same place (S12).
 */
final class PathFormat {

    /** What Hive and all who read its layouts take for null. */
    static final String NO_TIME = "__HIVE_DEFAULT_PARTITION__";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern TIME = Pattern.compile("[yMdH](?:[yMdH_.-]*[yMdH])?");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._=/-]*");

    private final List<Part> parts;
    private final boolean varies;

    /** The last hour that was formatted; records come by time, more or less. */
    private long lastHour = Long.MIN_VALUE;

    private String lastPath = "";

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Table() implements Part {}

    private record Topic() implements Part {}

    private record Partition() implements Part {}

    private record Time(DateTimeFormatter format) implements Part {}

    private PathFormat(List<Part> parts) {
        this.parts = parts;
        this.varies = parts.stream().anyMatch(Time.class::isInstance);
    }

    /** @throws IllegalArgumentException with what is wrong and what is allowed, to follow the key's name */
    static PathFormat parse(String format) {
        List<Part> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(format);
        int end = 0;
        while (placeholder.find()) {
            literal(format.substring(end, placeholder.start()), parts);
            parts.add(part(placeholder.group(1)));
            end = placeholder.end();
        }
        literal(format.substring(end), parts);
        checkSegments(format);
        if (parts.stream().noneMatch(part -> part instanceof Table || part instanceof Topic)) {
            throw new IllegalArgumentException(
                    "it has neither ${table} nor ${topic}, so files of different tables would lie together. Add one of them.");
        }
        return new PathFormat(parts);
    }

    /** Whether one batch may go to several places. */
    boolean varies() {
        return varies;
    }

    /** The directory for one record's row. Not safe for threads. */
    String resolve(TableId table, ChangeRecord origin) {
        if (!varies) {
            return text(table, origin);
        }
        long hour = origin.timestamp() < 0 ? -1 : TimeUnit.MILLISECONDS.toHours(origin.timestamp());
        if (hour != lastHour) {
            lastPath = text(table, origin);
            lastHour = hour;
        }
        return lastPath;
    }

    /** Forgets what was resolved for another table or partition. */
    void startBatch() {
        lastHour = Long.MIN_VALUE;
    }

    private String text(TableId table, ChangeRecord origin) {
        StringBuilder path = new StringBuilder();
        for (Part part : parts) {
            path.append(text(part, table, origin));
        }
        return path.toString();
    }

    private static String text(Part part, TableId table, ChangeRecord origin) {
        if (part instanceof Text literal) {
            return literal.text();
        } else if (part instanceof Table) {
            String name = ObjectNames.segment(table.name());
            return table.namespace() == null ? name : ObjectNames.segment(table.namespace()) + "/" + name;
        } else if (part instanceof Topic) {
            return ObjectNames.segment(origin.coordinates().topic());
        } else if (part instanceof Partition) {
            return String.valueOf(origin.coordinates().partition());
        } else if (origin.timestamp() < 0) {
            return NO_TIME;
        }
        return ((Time) part).format().format(Instant.ofEpochMilli(origin.timestamp()));
    }

    private static Part part(String name) {
        return switch (name) {
            case "table" -> new Table();
            case "topic" -> new Topic();
            case "partition" -> new Partition();
            default -> {
                if (!TIME.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "${" + name
                                    + "} is not allowed; it must be ${table}, ${topic}, ${partition}, or a time of y, M, d and H such as ${yyyy-MM-dd}. Correct it.");
                }
                yield new Time(DateTimeFormatter.ofPattern(name, Locale.ROOT).withZone(ZoneOffset.UTC));
            }
        };
    }

    private static void literal(String text, List<Part> to) {
        if (!LITERAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "the text '" + text
                            + "' is not allowed; between placeholders it must be of ASCII letters, digits, '.', '_', '=', '-' and '/'. Correct it.");
        }
        if (!text.isEmpty()) {
            to.add(new Text(text));
        }
    }

    private static void checkSegments(String format) {
        for (String segment : PLACEHOLDER.matcher(format).replaceAll("\\${}").split("/", -1)) {
            if (segment.isEmpty() || segment.startsWith(".") || segment.startsWith("_")) {
                throw new IllegalArgumentException(
                        "the folder '" + segment
                                + "' is not allowed; it must not be empty, and readers skip folders that begin with '.' or '_'. Correct it.");
            }
        }
        if (format.matches(".*[^/]\\$\\{table}.*|.*\\$\\{table}[^/].*")) {
            throw new IllegalArgumentException(
                    "${table} must be a whole folder, because a table in a schema becomes two. Put '/' around it.");
        }
    }
}
