package io.headrace.source.postgres;

import io.headrace.core.config.EditDistance;
import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import io.headrace.core.tls.TlsSettings;
import io.headrace.source.postgres.ServerFacts.Kind;
import io.headrace.source.postgres.ServerFacts.Relation;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what a server says against what capturing needs, and says every difference with its mend. */
final class ServerCheck {

    /** The oldest server whose output plugin hands on logical messages, which the heartbeat rests on. */
    private static final int OLDEST = 140_000;

    private static final int NAMED_IN_ERRORS = 5;
    private static final Set<String> OUR_HOLDERS = Set.of("Debezium Streaming", "Debezium General");

    private final Values values;
    private final Names names;
    private final ServerFacts facts;
    private final Problems problems;

    private ServerCheck(Values values, Names names, ServerFacts facts, Problems problems) {
        this.values = values;
        this.names = names;
        this.facts = facts;
        this.problems = problems;
    }

    static void check(Values values, Names names, ServerFacts facts, Problems problems) {
        new ServerCheck(values, names, facts, problems).all();
    }

    /** Whether waiting does not help: login and database are wrong. */
    static boolean isFinal(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        return state.startsWith("28") || state.equals("3D000") || state.startsWith("42");
    }

    /** The problem of a connection that did not come about. */
    static void refused(Values values, SQLException e, Problems problems) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        String user = values.get(SourceSettings.USERNAME);
        String database = DatabaseUrl.database(values.get(SourceSettings.URL));
        switch (state) {
            case "28P01", "28000" ->
                problems.add(
                        SourceSettings.PASSWORD,
                        "the server refuses the login of '" + user + "': " + oneLine(e)
                                + ". Correct username or password, or the server's pg_hba.conf.");
            case "3D000" ->
                problems.add(
                        SourceSettings.URL, "the server has no database '" + database + "'. Name one that it has.");
            case "53300" ->
                problems.add(
                        SourceSettings.URL,
                        "the server takes no more connections: " + oneLine(e)
                                + ". Free some or raise max_connections.");
            default -> unreachable(e, problems);
        }
    }

    private static void unreachable(SQLException e, Problems problems) {
        if (oneLine(e).contains("SSL")) {
            problems.add(
                    TlsSettings.MODE,
                    "no protected connection: " + oneLine(e)
                            + ". Turn on ssl at the server and give it a certificate that ssl.ca.path can check, or set a mode that asks for less.");
        } else {
            problems.add(
                    SourceSettings.URL,
                    "the server does not answer as needed: " + oneLine(e)
                            + ". Correct host, port and TLS settings, or set validate.connect=false where this worker does not reach the database.");
        }
    }

    private void all() {
        server();
        slot();
        Capture capture = Capture.of(values.get(SourceSettings.TABLES), facts.relations());
        tables(capture);
        topics(capture);
        if (streams() && !capture.tables().isEmpty()) {
            publication(capture);
        }
    }

    private boolean streams() {
        return values.get(SourceSettings.SNAPSHOT) != SourceSettings.Snapshot.ONLY;
    }

    private void server() {
        if (facts.version() < OLDEST) {
            add(
                    SourceSettings.URL,
                    "the server is PostgreSQL " + facts.version() / 10_000 + ". It must be " + OLDEST / 10_000
                            + " or later. Upgrade it.");
        }
        if (!streams()) {
            return;
        }
        if (facts.standby()) {
            add(SourceSettings.URL, "the server is a standby, which takes no publication. Name the primary.");
        }
        if (!facts.walLevel().equals("logical")) {
            add(
                    SourceSettings.URL,
                    "the server's wal_level is " + facts.walLevel()
                            + ". It must be logical. Run ALTER SYSTEM SET wal_level = 'logical' and restart the server (on managed services, set its parameter for logical replication).");
        }
        if (!facts.mayReplicate()) {
            String user = values.get(SourceSettings.USERNAME);
            add(
                    SourceSettings.USERNAME,
                    "the role '" + user + "' may not replicate. It must have REPLICATION. Run ALTER ROLE "
                            + quoted(user) + " REPLICATION (on Amazon RDS: GRANT rds_replication TO "
                            + quoted(user) + ").");
        }
    }

    private void slot() {
        if (!streams()) {
            return;
        }
        if (facts.slot().isEmpty()) {
            if (facts.slotsUsed() >= facts.slotsMax()) {
                add(
                        SourceSettings.SLOT,
                        "all " + facts.slotsMax()
                                + " replication slots of the server are in use. One must be free. Drop one that nobody reads (see pg_replication_slots) or raise max_replication_slots.");
            }
        } else {
            existing(facts.slot().get());
        }
        boolean held = facts.slot().flatMap(ServerFacts.Slot::holder).isPresent();
        if (!held && facts.sendersUsed() >= facts.sendersMax()) {
            add(
                    SourceSettings.URL,
                    "all " + facts.sendersMax()
                            + " replication connections of the server are in use. One must be free. Raise max_wal_senders.");
        }
    }

    private void existing(ServerFacts.Slot slot) {
        String name = names.slot();
        if (!slot.plugin().equals("pgoutput")) {
            add(
                    SourceSettings.SLOT,
                    "the slot '" + name + "' "
                            + (slot.plugin().isEmpty() ? "is physical" : "uses the plugin " + slot.plugin())
                            + ". It must use pgoutput. Name another slot, or drop this one with SELECT pg_drop_replication_slot('"
                            + name + "').");
        } else if (!slot.database().equals(facts.database())) {
            add(
                    SourceSettings.SLOT,
                    "the slot '" + name + "' belongs to the database '" + slot.database() + "'. It must belong to '"
                            + facts.database() + "'. Name another slot.");
        } else if (slot.lost()) {
            add(SourceSettings.SLOT, StartCheck.lost(name));
        } else {
            slot.holder()
                    .filter(holder -> !OUR_HOLDERS.contains(holder.application()))
                    .ifPresent(
                            holder -> add(
                                    SourceSettings.SLOT,
                                    "the slot '" + name + "' is read by '" + holder.application()
                                            + "'. Each reader needs a slot of its own. Name another slot, or end that reader."));
        }
    }

    private void tables(Capture capture) {
        List<String> patterns = values.get(SourceSettings.TABLES);
        for (String pattern : patterns) {
            if (Capture.of(pattern, facts.relations()).isEmpty()) {
                add(SourceSettings.TABLES, matchesNothing(pattern));
            }
        }
        each(capture, table -> table.kind() == Kind.UNLOGGED_TABLE)
                .ifNamed(
                        found -> add(
                                SourceSettings.TABLES,
                                found
                                        + " is unlogged, so its changes are in no log. Run ALTER TABLE … SET LOGGED, or leave it out."));
        if (values.get(SourceSettings.SNAPSHOT) != SourceSettings.Snapshot.NEVER) {
            String user = quoted(values.get(SourceSettings.USERNAME));
            each(capture, table -> !table.readable())
                    .ifNamed(found -> add(
                            SourceSettings.TABLES,
                            "the role may not read " + found
                                    + ". It must have USAGE on the schema and SELECT on the table. Run GRANT USAGE ON SCHEMA … TO "
                                    + user + " and GRANT SELECT ON … TO " + user + "."));
        }
        if (streams()) {
            each(capture, table -> !table.identifiesRows())
                    .ifNamed(
                            found -> add(
                                    SourceSettings.TABLES,
                                    found
                                            + " has no primary key and no other replica identity; once published, its updates and deletes fail in the server. Give it a primary key, run ALTER TABLE … REPLICA IDENTITY FULL, or leave it out."));
        }
    }

    private String matchesNothing(String pattern) {
        for (Relation relation : facts.relations()) {
            if (relation.name().toString().equals(pattern)) {
                return "'" + pattern + "' is a "
                        + relation.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ". Only tables can be captured. Name the tables behind it.";
            }
        }
        String near = near(pattern);
        return "'" + pattern + "' matches no table in the database '" + facts.database() + "'. "
                + (near.isEmpty()
                        ? "There is no table yet; create it first."
                        : "Near to it: " + near + ". Name one that exists.");
    }

    /** The names with the fewest differences, and those with hardly more. */
    private String near(String pattern) {
        List<String> names = facts.relations().stream()
                .filter(relation -> relation.kind() == Kind.TABLE || relation.kind() == Kind.PARTITIONED_TABLE)
                .map(relation -> relation.name().toString())
                .sorted(Comparator.comparingInt(name -> EditDistance.between(name, pattern)))
                .limit(3)
                .toList();
        return names.stream()
                .filter(name -> EditDistance.between(name, pattern) <= EditDistance.between(names.get(0), pattern) + 2)
                .collect(Collectors.joining(", "));
    }

    /** Debezium turns characters that topics cannot have into underscores, so two tables may meet in one topic. */
    private void topics(Capture capture) {
        Map<String, Relation> byTopic = new HashMap<>();
        for (Relation table : capture.tables()) {
            String topic = (names.topicPrefix() + "." + table.name()).replaceAll("[^A-Za-z0-9._-]", "_");
            Relation other = byTopic.put(topic, table);
            if (other != null) {
                add(
                        SourceSettings.TABLES,
                        other.name() + " and " + table.name() + " would share the topic " + topic
                                + ". Each table needs one of its own. Capture one of them with another connector and topic.prefix.");
            }
        }
    }

    private void publication(Capture capture) {
        PublicationPlan plan = PublicationPlan.of(names.publication(), capture, facts);
        if (!plan.statements().isEmpty() && !plan.permitted()) {
            add(
                    SourceSettings.PUBLICATION,
                    facts.publication().isEmpty()
                            ? "the publication '" + names.publication()
                                    + "' does not exist, and the role may not create it. Run as the owner of the tables: "
                                    + plan.sql()
                            : "the publication '" + names.publication()
                                    + "' does not cover all tables, and the role may not change it. Run as its owner: "
                                    + plan.sql());
        }
        facts.publication().ifPresent(publication -> {
            Set<String> missing = Set.of("insert", "update", "delete").stream()
                    .filter(operation -> !publication.operations().contains(operation))
                    .collect(Collectors.toSet());
            if (!missing.isEmpty()) {
                add(
                        SourceSettings.PUBLICATION,
                        "the publication '" + names.publication() + "' does not publish "
                                + missing.stream().sorted().collect(Collectors.joining(", "))
                                + ". It must publish insert, update and delete. Run ALTER PUBLICATION "
                                + names.publication() + " SET (publish = 'insert, update, delete, truncate').");
            }
        });
    }

    private interface Fails {
        boolean test(Relation table);
    }

    private interface Naming {
        void with(String found);
    }

    private record Found(@Nullable String text) {
        void ifNamed(Naming naming) {
            if (text != null) {
                naming.with(text);
            }
        }
    }

    private static Found each(Capture capture, Fails fails) {
        List<Relation> found = capture.tables().stream().filter(fails::test).toList();
        if (found.isEmpty()) {
            return new Found(null);
        }
        String shown = found.stream()
                .limit(NAMED_IN_ERRORS)
                .map(table -> table.name().toString())
                .collect(Collectors.joining(", "));
        int more = found.size() - NAMED_IN_ERRORS;
        return new Found(more > 0 ? shown + " and " + more + " more" : shown);
    }

    private void add(Setting<?> setting, String message) {
        problems.add(setting, message);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String oneLine(SQLException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
    }
}
