package io.headrace.source.postgres;

import io.headrace.source.postgres.ServerFacts.Kind;
import io.headrace.source.postgres.ServerFacts.Publication;
import io.headrace.source.postgres.ServerFacts.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be done so that the publication covers the captured tables. Tables are added one by one and never taken out, because others may use the publication.
 *
 * @param statements what to run, in order; empty when all is well
 * @param permitted whether the role may run them
 */
record PublicationPlan(List<String> statements, boolean permitted) {

    static PublicationPlan of(String name, Capture capture, ServerFacts facts) {
        Optional<Publication> existing = facts.publication();
        return existing.isPresent()
                ? completing(name, capture, existing.get())
                : creating(name, capture.tables(), facts.mayCreate());
    }

    /** The statements as one line to run by hand. */
    String sql() {
        return statements.stream().map(statement -> statement + ";").collect(Collectors.joining(" "));
    }

    private static PublicationPlan creating(String name, List<Relation> tables, boolean mayCreate) {
        String sql = "CREATE PUBLICATION " + name + " FOR TABLE " + list(tables)
                + " WITH (publish_via_partition_root = true)";
        return new PublicationPlan(List.of(sql), mayCreate && tables.stream().allMatch(Relation::owned));
    }

    private static PublicationPlan completing(String name, Capture capture, Publication publication) {
        List<String> statements = new ArrayList<>();
        boolean partitioned = capture.tables().stream().anyMatch(table -> table.kind() == Kind.PARTITIONED_TABLE);
        if (partitioned && !publication.viaRoot()) {
            statements.add("ALTER PUBLICATION " + name + " SET (publish_via_partition_root = true)");
        }
        List<Relation> missing = capture.tables().stream()
                .filter(table -> !publication.tables().contains(table.name()))
                .filter(table -> publication.viaRoot() || table.kind() != Kind.PARTITIONED_TABLE)
                .toList();
        if (!missing.isEmpty()) {
            statements.add("ALTER PUBLICATION " + name + " ADD TABLE " + list(missing));
        }
        return new PublicationPlan(
                statements, publication.owned() && missing.stream().allMatch(Relation::owned));
    }

    private static String list(List<Relation> tables) {
        return tables.stream().map(table -> table.name().quoted()).collect(Collectors.joining(", "));
    }
}
