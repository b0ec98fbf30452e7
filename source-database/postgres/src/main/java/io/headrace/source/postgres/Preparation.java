package io.headrace.source.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.source.postgres.ServerFacts.Holder;
import io.headrace.source.postgres.ServerFacts.Relation;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the server before Debezium starts, brings the publication up to date, and refuses to start where changes would be missing. */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private Preparation() {}

    /**
     * Makes everything ready.
     *
     * @param problems those of the configuration; what the server lacks is added and thrown
     * @param stored the offset to start from, or null on a first start
     * @throws SQLException when the server does not answer
     * @throws SlotHeldException when another reader holds the slot
     */
    static Capture prepare(Values values, Names names, Problems problems, @Nullable Map<String, ?> stored)
            throws SQLException, SlotHeldException {
        try (Server server = Server.connect(values)) {
            ServerFacts facts = server.facts(names);
            StartCheck.check(values.get(SourceSettings.SNAPSHOT), names, facts, stored);
            ServerCheck.check(values, names, facts, problems);
            problems.throwIfAny();
            Capture capture = Capture.of(values.get(SourceSettings.TABLES), facts.relations());
            warn(names, capture, facts);
            if (values.get(SourceSettings.SNAPSHOT) != SourceSettings.Snapshot.ONLY) {
                Optional<Holder> holder = facts.slot().flatMap(ServerFacts.Slot::holder);
                if (holder.isPresent()) {
                    throw new SlotHeldException(names.slot(), holder.get());
                }
                publish(server, PublicationPlan.of(names.publication(), capture, facts), stored != null);
            }
            return capture;
        }
    }

    private static void publish(Server server, PublicationPlan plan, boolean resumes) throws SQLException {
        for (String statement : plan.statements()) {
            LOG.info("Running {}", statement);
            server.execute(statement);
        }
        if (resumes && !plan.statements().isEmpty()) {
            LOG.warn(
                    "Tables were added to the publication of a connector that has run before: their changes are captured from now on, the rows that they hold already are not. To read those too, capture the tables with another connector, or delete this one's offsets to read all tables again.");
        }
    }

    private static void warn(Names names, Capture capture, ServerFacts facts) {
        List<Relation> keyless =
                capture.tables().stream().filter(table -> !table.hasKey()).toList();
        if (!keyless.isEmpty()) {
            LOG.warn(
                    "Tables without primary key are captured without record key, so that sinks can only append them: {}",
                    keyless.stream().map(Relation::name).toList());
        }
        if (facts.publication()
                .filter(p -> !p.operations().contains("truncate"))
                .isPresent()) {
            LOG.warn("The publication {} does not publish truncates: they will not be seen", names.publication());
        }
    }
}
