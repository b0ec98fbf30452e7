package io.headrace.source.postgres;

import io.headrace.source.postgres.ServerFacts.Kind;
import io.headrace.source.postgres.ServerFacts.Relation;
import io.headrace.source.postgres.ServerFacts.TableName;
import java.util.List;

/**
 * Which tables a list of patterns means.
 *
 * @param tables the captured ones, in order of their names
 * @param partitions those partitions that the patterns match but that are captured as their root
 */
record Capture(List<Relation> tables, List<TableName> partitions) {

    static Capture of(List<String> patterns, List<Relation> relations) {
        List<Relation> matched = relations.stream()
                .filter(relation -> matches(patterns, relation.name()))
                .toList();
        return new Capture(
                matched.stream()
                        .filter(relation -> isCaptured(patterns, relation))
                        .toList(),
                matched.stream()
                        .filter(relation -> relation.kind() == Kind.PARTITION && !isNamed(patterns, relation))
                        .map(Relation::name)
                        .toList());
    }

    /** What one pattern captures. */
    static List<Relation> of(String pattern, List<Relation> relations) {
        return of(List.of(pattern), relations).tables();
    }

    List<TableName> names() {
        return tables.stream().map(Relation::name).toList();
    }

    /** A partition only when it is named; an unlogged table too, so that the check can say why it cannot be. */
    private static boolean isCaptured(List<String> patterns, Relation relation) {
        return switch (relation.kind()) {
            case TABLE, PARTITIONED_TABLE -> true;
            case PARTITION, UNLOGGED_TABLE -> isNamed(patterns, relation);
            case VIEW, FOREIGN_TABLE -> false;
        };
    }

    private static boolean isNamed(List<String> patterns, Relation relation) {
        return patterns.contains(relation.name().toString());
    }

    private static boolean matches(List<String> patterns, TableName name) {
        return patterns.stream().anyMatch(text -> new TablePattern(text).matches(name.schema(), name.table()));
    }
}
