package io.headrace.sink.plan;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.RowSchema;
import io.headrace.sink.options.NestingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes the fields of records apart, as far as it was told to.
 *
 * <p>What lies in a struct is named by its path: {@code a.b}. So that no field is mistaken for a path, a dot, bracket or backslash in a field's own name has a backslash before it
 * there; where nothing is taken apart, names stay as they are. A field of the key is never taken apart: rows are found by it.
 */
final class Nesting {

    private static final String COUNT = "[]";
    private static final String COUNT_NAME = "__count";

    private final NestingOptions options;
    private final Set<String> whole;

    /** @param whole names of the fields that are never taken apart */
    Nesting(NestingOptions options, Set<String> whole) {
        this.options = options;
        this.whole = Set.copyOf(whole);
    }

    Set<String> whole() {
        return whole;
    }

    List<Leaf> leaves(RowSchema schema) {
        List<Leaf> leaves = new ArrayList<>();
        for (int root = 0; root < schema.size(); root++) {
            Field field = schema.fields().get(root);
            Field named = new Field(source(field.name()), field.type(), field.nullable());
            if (whole.contains(field.name())) {
                leaves.add(new Leaf(named, root, List.of(), null));
            } else {
                add(named, root, List.of(), leaves);
            }
        }
        return leaves;
    }

    private void add(Field field, int root, List<Integer> steps, List<Leaf> to) {
        if (options.flattens() && field.type() instanceof DataType.StructOf struct) {
            addFields(field, struct, root, steps, to);
        } else if (options.makesChildren() && field.type() instanceof DataType.ListOf list) {
            Field count = new Field(field.name() + COUNT, DataType.INT32, field.nullable());
            to.add(new Leaf(count, root, steps, list.element()));
        } else {
            to.add(new Leaf(field, root, steps, null));
        }
    }

    private void addFields(Field field, DataType.StructOf struct, int root, List<Integer> steps, List<Leaf> to) {
        if (struct.fields().isEmpty()) {
            to.add(new Leaf(Field.optional(field.name(), DataType.NOTHING), root, steps, null));
        }
        for (int i = 0; i < struct.fields().size(); i++) {
            Field inner = struct.fields().get(i);
            List<Integer> further = new ArrayList<>(steps);
            further.add(i);
            String path = field.name() + "." + source(inner.name());
            add(new Field(path, inner.type(), field.nullable() || inner.nullable()), root, further, to);
        }
    }

    /** What a field of this name is called where columns remember their fields. */
    String source(String name) {
        if (!takesApart()) {
            return name;
        }
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (".[\\".indexOf(name.charAt(i)) >= 0) {
                text.append('\\');
            }
            text.append(name.charAt(i));
        }
        return text.toString();
    }

    /** The name that a column would have by its source, before it is fitted to the target: {@code a_b} for {@code a.b}. */
    String columnText(String source) {
        if (!takesApart()) {
            return source;
        }
        boolean count = isCount(source);
        int end = count ? source.length() - COUNT.length() : source.length();
        StringBuilder text = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char each = source.charAt(i);
            if (each == '\\' && i + 1 < end) {
                i++;
                text.append(source.charAt(i));
            } else {
                text.append(each == '.' ? '_' : each);
            }
        }
        return count ? text + COUNT_NAME : text.toString();
    }

    /** What a list is called in the name of its table, by the name of the column that counts its elements. */
    static String listName(String countColumn) {
        if (countColumn.endsWith(COUNT_NAME)) {
            return countColumn.substring(0, countColumn.length() - COUNT_NAME.length());
        }
        // As names in snake case have it.
        return countColumn.endsWith("_count")
                ? countColumn.substring(0, countColumn.length() - "_count".length())
                : countColumn;
    }

    /** What a contract calls the field. */
    String contractName(String source) {
        return isCount(source) ? source.substring(0, source.length() - COUNT.length()) : source;
    }

    /** Whether a column of this source counts the elements of a list that has a table of its own. */
    boolean isCount(String source) {
        return options.makesChildren()
                && source.endsWith(COUNT)
                && mark(source, "[") == source.length() - COUNT.length();
    }

    /** Whether a column of this source holds values of the field, or of what lies in the same struct. */
    boolean isOf(String source, Field field) {
        if (!takesApart()) {
            return source.equals(field.name()) || source.startsWith(field.name() + TableShape.VARIANT);
        }
        String root = root(field.name());
        return source.equals(root)
                || source.startsWith(root + TableShape.VARIANT)
                || source.startsWith(root + ".")
                || source.startsWith(root + COUNT);
    }

    private static String root(String path) {
        return path.substring(0, mark(path, ".["));
    }

    /** Where the first of these marks stands that has no backslash before it, or the path's length. */
    private static int mark(String path, String marks) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '\\') {
                i++;
            } else if (marks.indexOf(path.charAt(i)) >= 0) {
                return i;
            }
        }
        return path.length();
    }

    private boolean takesApart() {
        return options.flattens() || options.makesChildren();
    }
}
