package io.headrace.sink.plan;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.naming.NameFitter;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.sink.options.TableOptions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Finds the table of a topic, once per topic. */
final class TableRouter {

    private final TableOptions options;
    private final NameFitter fitter;
    private final boolean caseSensitive;
    private final Map<String, TableId> byTopic = new HashMap<>();
    private final Map<String, String> spelledBy = new HashMap<>();
    private final Map<String, Parent> lists = new HashMap<>();

    /** Whose list a table holds. */
    private record Parent(String table, String count) {}

    TableRouter(TableOptions options, NameFitter fitter, boolean caseSensitive) {
        this.options = options;
        this.fitter = fitter;
        this.caseSensitive = caseSensitive;
    }

    TableId tableOf(String topic) {
        TableId known = byTopic.get(topic);
        if (known == null) {
            known = route(topic);
            byTopic.put(topic, known);
        }
        return known;
    }

    private TableId route(String topic) {
        String explicit = options.byTopic().get(topic);
        String raw = explicit != null ? explicit : fill(options.format(), topic);
        String name = fitter.fitUnique(raw);
        String folded = folded(name);
        if (lists.containsKey(folded)) {
            throw shared(name);
        }
        String earlier = spelledBy.putIfAbsent(folded, name);
        if (earlier != null && !earlier.equals(name)) {
            throw HeadraceException.config(
                    "Tables '" + earlier + "' and '" + name + "' (topic '" + topic
                            + "') are one table in this target, which does not tell upper from lower case. Name one of them in 'topics.tables'.");
        }
        return TableId.of(name);
    }

    /**
     * The table of a list's elements.
     *
     * @param count the column of the list's table that counts them: its name is the list's own there, kept for ever and given to no other
     */
    TableId childOf(TableId parent, Column count) {
        String name = fitter.join(parent.name(), Nesting.listName(count.name()));
        String folded = folded(name);
        Parent owner = new Parent(parent.name(), count.name());
        Parent known = lists.putIfAbsent(folded, owner);
        boolean others = known != null && !known.equals(owner);
        if (others || spelledBy.containsKey(folded)) {
            throw shared(name);
        }
        return new TableId(parent.namespace(), name);
    }

    private static HeadraceException shared(String name) {
        return HeadraceException.config(
                "Table '" + name
                        + "' would hold the elements of a list and other rows too. Name another table for one of the topics in 'topics.tables', or set 'nested.lists' to keep.");
    }

    private String folded(String name) {
        return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    }

    private static String fill(String format, String topic) {
        int lastDot = topic.lastIndexOf('.');
        String table = topic.substring(lastDot + 1);
        String before = lastDot < 0 ? "" : topic.substring(0, lastDot);
        String schema = before.substring(before.lastIndexOf('.') + 1);
        return format.replace("${topic}", topic).replace("${table}", table).replace("${schema}", schema);
    }
}
