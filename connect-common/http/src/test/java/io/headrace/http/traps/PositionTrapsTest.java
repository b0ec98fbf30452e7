package io.headrace.http.traps;

import static io.headrace.http.traps.Declarations.BY_TOKEN;
import static io.headrace.http.traps.Declarations.children;
import static io.headrace.http.traps.Declarations.since;
import static io.headrace.http.traps.Declarations.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.Op;
import io.headrace.http.read.Read;
import io.headrace.http.read.ReadOptions;
import io.headrace.http.read.ReadOptions.OnSpecChange;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Reply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The traps that lie in what is remembered between requests, passes and runs, each against a server that sets it. */
final class PositionTrapsTest {
    private static final Instant NOON = Instant.parse("2024-01-20T12:00:00Z");

    private final MockApi api = MockApi.start();
    private final Table table = Table.keyedBy("id");
    private final Table parents = Table.keyedBy("id");

    @AfterEach
    void stop() {
        api.close();
    }

    private Listing windowed() {
        return Listing.of(table)
                .records("data")
                .orderedBy("at", "id")
                .from("since", "at", Bound.INCLUSIVE)
                .until("until", "at", Bound.INCLUSIVE);
    }

    @Test
    void r15FlaggedRecordsAndFeedsOfDeletionsDelete() {
        table.add("id", "a", "gone", false).add("id", "b", "gone", true);
        api.get("/r", Listing.of(table).records("data"));
        try (Tap tap = new Tap(api, stream("", "'deletes':{'field_path':['gone']}"))) {
            tap.pass();

            assertThat(tap.reads).extracting(Read::op).containsExactly(Op.UPSERT, Op.DELETE);
            assertThat(tap.reads).extracting(Read::key).containsExactly(Map.of("id", "a"), Map.of("id", "b"));
        }
        table.clear();
        table.add("id", "e1", "kind", "order.deleted", "order", "b");
        String feed =
                "'deletes':{'condition':'{{ record.kind.endswith(`.deleted`) }}','stream':'orders','key_path':[['order']]}";
        try (Tap tap = new Tap(api, stream("", feed))) {
            tap.pass();

            assertThat(tap.reads.get(0).stream()).isEqualTo("orders");
            assertThat(tap.reads.get(0).op()).isEqualTo(Op.DELETE);
        }
    }

    @Test
    void r16APositionThatTheFeedDoesNotReachReadsEverythingAgainAndSaysSo() {
        api.timeIs(NOON);
        table.add("id", 1, "at", "2024-01-20T11:00:00Z");
        api.get("/r", windowed());
        String delegating =
                "{'type':'StateDelegatingStream','name':'r','api_retention_period':'P30D','full_refresh_stream':"
                        + stream("", "") + ",'incremental_stream':" + stream("", since("")) + "}";
        try (Tap tap = new Tap(api, delegating)) {
            assertThat(tap.pass()).containsExactly("1");
            api.timeIs(NOON.plus(20, ChronoUnit.DAYS));
            assertThat(tap.pass()).isEmpty();
            assertThat(tap.notes).isEmpty();

            api.timeIs(NOON.plus(90, ChronoUnit.DAYS));
            tap.restart();
            assertThat(tap.pass()).containsExactly("1");
            assertThat(tap.notes).hasSize(1).first().asString().endsWith("everything is read again");
        }
    }

    @Test
    void r17OneBadParentNeitherStopsNorWedgesTheOthers() {
        api.timeIs(NOON);
        Set<String> broken = new HashSet<>(Set.of("b"));
        List.of("a", "b", "c").forEach(id -> parents.add("id", id));
        api.get("/p", Listing.of(parents).records("data"));
        api.get(
                "/p/{p}/r",
                call -> broken.contains(call.vars().get("p"))
                        ? Reply.json(404, Map.of("message", "gone"))
                        : child(
                                String.valueOf(call.vars().get("p")),
                                call.param("since").orElse("")));
        try (Tap tap = new Tap(api, children("'on_error':'skip'", since("")))) {
            assertThat(tap.pass()).containsExactly("a1", "c1");
            assertThat(tap.notes).hasSize(1).first().asString().contains("failed and is left to the next pass");
            broken.clear();
            parents.add("id", "new");

            assertThat(tap.pass()).as("both begin at the start").containsExactly("b1", "new1");
            assertThat(tap.pass()).isEmpty();
        }
        broken.add("a");
        assertThatThrownBy(() -> {
                    try (Tap strict = new Tap(api, children("", since("")))) {
                        strict.pass();
                    }
                })
                .as("leaving a parent out is a choice")
                .isInstanceOf(HeadraceException.class)
                .hasMessageContaining("404");
    }

    private static Reply child(String parent, String since) {
        String at = "2024-01-19T00:00:00Z";
        return Reply.json(Map.of(
                "data", at.compareTo(since) < 0 ? List.of() : List.of(Table.fields("id", parent + "1", "at", at))));
    }

    @Test
    void r18APositionOfThousandsOfChildrenStaysSmallAndLosesNothingBeyond() {
        int many = 10_300;
        api.timeIs(NOON);
        for (int i = 0; i < many; i++) {
            parents.add("id", "p" + i);
        }
        api.get("/p", Listing.of(parents).records("data"));
        api.get(
                "/p/{p}/r",
                call -> child(
                        String.valueOf(call.vars().get("p")),
                        call.param("since").orElse("")));
        try (Tap tap = new Tap(api, children("", since("")))) {
            assertThat(tap.take(9_000)).hasSize(9_000);
            assertThat(tap.positionBytes()).as("a child its own place").isBetween(100_000, 300_000);
            assertThat(tap.pass()).hasSize(many - 9_000);
            assertThat(tap.positionBytes()).as("more than 10,000 share buckets").isLessThan(150_000);
            parents.add("id", "new");

            assertThat(tap.pass()).containsExactly("new1");
            assertThat(api.log().asked("since").stream().distinct())
                    .containsExactlyInAnyOrder("2024-01-01T00:00:00Z", "2024-01-20T12:00:00Z");
        }
    }

    @Test
    void r19AQuietStreamStillGetsOn() {
        api.timeIs(NOON);
        api.get("/r", windowed());
        String daily = since("'step':'P1D','cursor_granularity':'PT1S'");
        try (Tap tap = new Tap(api, stream("", daily))) {
            tap.passSilently(5);
            assertThat(api.log().asked("since")).endsWith("2024-01-05T00:00:00Z");
            api.log().clear();
            assertThat(tap.pass()).isEmpty();
            assertThat(api.log().asked("since")).as("killed, it goes on there").startsWith("2024-01-06T00:00:00Z");
            api.log().clear();
            api.timeIs(NOON.plusSeconds(3600));

            assertThat(tap.pass()).isEmpty();
            assertThat(api.log().asked("since")).containsExactly("2024-01-20T12:00:00Z");
        }
    }

    /** Companies by offset, projects by page number, tasks in windows by token: killed behind every one of 1,000 records, and what lies before changes between. */
    @Test
    void r21KilledAtEveryRecordOfThreeLevelsNothingIsLostOrTwice() {
        Table companies = Table.of("id", 4, i -> Table.fields("id", "c" + i));
        Table projects = Table.of("id", 20, i -> Table.fields("id", "p" + i, "company", "c" + i % 4));
        for (int i = 0; i < 1_000; i++) {
            Instant at = Instant.parse("2024-01-01T00:00:00Z").plus(i / 20 * 14L, ChronoUnit.HOURS);
            table.add("id", "t" + i, "project", "p" + i % 20, "at", at.toString());
        }
        api.get(
                "/c",
                Listing.of(companies)
                        .records("data")
                        .paged(Paging.offset("offset").size(3)));
        api.get(
                "/c/{c}/p",
                Listing.of(projects)
                        .records("data")
                        .child("c", "company")
                        .paged(Paging.numbered("page", 1).size(2)));
        api.get(
                "/p/{p}/r",
                windowed()
                        .child("p", "project")
                        .paged(Paging.keyToken("token", "at").size(7).nextIn("next")));
        Set<String> lasting = new TreeSet<>();
        table.records().forEach(row -> lasting.add(String.valueOf(row.get("id"))));
        Random random = new Random(20_261_121);
        List<String> read = new ArrayList<>();
        try (Tap tap = new Tap(api, Declarations.THREE_LEVELS)) {
            List<String> one = tap.take(1);
            while (!one.isEmpty()) {
                read.addAll(one);
                if (random.nextInt(4) == 0) {
                    change(projects, lasting, random);
                }
                one = tap.take(1);
            }
        }

        assertThat(read).doesNotHaveDuplicates();
        assertThat(read).containsAll(lasting);
        assertThat(lasting).hasSizeGreaterThan(700);
    }

    /** A task comes or goes, or a project comes. */
    private void change(Table projects, Set<String> lasting, Random random) {
        List<Map<String, Object>> rows = new ArrayList<>();
        table.records().forEach(row -> rows.add(Map.of("id", String.valueOf(row.get("id")))));
        int what = random.nextInt(10);
        if (what < 5) {
            Instant at = Instant.parse("2024-01-01T00:00:07Z").plus(random.nextInt(29 * 24), ChronoUnit.HOURS);
            table.addFirst(
                    "id",
                    "new" + rows.size() + "." + random.nextInt(),
                    "project",
                    "p" + random.nextInt(20),
                    "at",
                    at.toString());
        } else if (what < 9) {
            String gone = String.valueOf(rows.get(random.nextInt(rows.size())).get("id"));
            table.delete(gone);
            lasting.remove(gone);
        } else {
            projects.addFirst("id", "px" + random.nextInt(), "company", "c" + random.nextInt(4));
        }
    }

    @Test
    void r22AChangedDeclarationFailsWithTheChoice() {
        api.timeIs(NOON);
        table.add("id", 1, "at", "2024-01-10T00:00:00Z");
        api.get("/r", windowed().paged(Paging.token("token").size(3).nextIn("next")));
        String changed = stream(BY_TOKEN, since("'step':'P30D','cursor_granularity':'PT1S'"));
        try (Tap tap = new Tap(api, stream(BY_TOKEN, since("")))) {
            assertThat(tap.pass()).containsExactly("1");
            table.add("id", 2, "at", "2024-01-20T12:00:00Z");

            tap.declare(changed, ReadOptions.DEFAULT);
            assertThatThrownBy(tap::pass)
                    .hasMessageStartingWith("The declaration of stream r changed since its position was stored")
                    .hasMessageEndingWith(
                            "Set on.spec.change=resume to go on behind what was finished, or on.spec.change=reset to begin anew, or restore the declaration");
            tap.declare(changed, ReadOptions.DEFAULT.with(OnSpecChange.RESUME));
            assertThat(tap.pass()).containsExactly("2");
            tap.declare(stream(BY_TOKEN, since("")), ReadOptions.DEFAULT.with(OnSpecChange.RESET));
            assertThat(tap.pass()).containsExactly("1", "2");
        }
    }
}
