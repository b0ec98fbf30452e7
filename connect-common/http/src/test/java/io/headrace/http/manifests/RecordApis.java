package io.headrace.http.manifests;

import static io.headrace.testkit.http.Table.fields;

import io.headrace.testkit.http.Bodies;
import io.headrace.testkit.http.GraphQl;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Refusal;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The APIs that the declarations about bodies, records and what is found at run time are written for. */
final class RecordApis {

    private RecordApis() {}

    static void decoders(MockApi api) {
        api.get(
                "/json",
                call -> Reply.json(fields(
                        "a",
                        List.of(
                                fields("rows", List.of(fields("id", 1), fields("id", 2))),
                                fields("rows", List.of(fields("id", 3)))),
                        "b",
                        fields("items", List.of(fields("id", 4), fields("id", 5))))));
        api.get("/jsonl", call -> Reply.text(200, "{\"id\": 1}\n{\"id\": 2, \"name\": \"Ż\"}\n"));
        api.get(
                "/csv",
                call -> Reply.of(
                        200, "text/csv", "id;name\n1;\"Zoë; née X\"\n2;NULL\n".getBytes(StandardCharsets.ISO_8859_1)));
        api.get(
                "/gzip",
                call -> Reply.of(
                        200,
                        "application/gzip",
                        Reply.gzip("{\"id\":1}\n{\"id\":2}\n".getBytes(StandardCharsets.UTF_8))));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.json", "{\"rows\":[{\"id\":1},{\"id\":2}]}");
        files.put("b.json", "{\"rows\":[{\"id\":3}]}");
        api.get("/zip", call -> Bodies.zip(files));
        api.get(
                "/xml",
                call -> Bodies.xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?><catalog><book id=\"b1\">"
                        + "<title>XML Guide</title><tag>a</tag><tag>b</tag></book><book id=\"b2\"><title lang=\"de\">Ö"
                        + "</title></book></catalog>"));
        api.get("/lines", call -> Reply.text(200, "first\nsecond\n"));
    }

    static void transformations(MockApi api) {
        api.get(
                "/records",
                call -> Reply.json(List.of(fields(
                        "ID",
                        7,
                        "First_Name",
                        "Ada",
                        "NetValue",
                        12.5,
                        "Owner",
                        fields("o", "o1", "Team", fields("t", "t1")),
                        "Deep",
                        fields("d", 1, "m", fields("e", 2, "k", 3)),
                        "Tags",
                        List.of("a", "b")))));
        api.get("/lists", call -> Reply.json(List.of(fields("ID", 7, "Tags", List.of("a", fields("b", 1))))));
    }

    static void graphql(MockApi api) {
        Table orders = Table.of("id", 5, i -> fields("id", "o" + i));
        api.post(
                        "/graphql",
                        Listing.of(orders)
                                .records("data.orders.nodes")
                                .paged(Paging.after("after", "id")
                                        .size("first", 10)
                                        .nextIn("data.orders.pageInfo.endCursor")
                                        .moreIn("data.orders.pageInfo.hasNextPage")))
                .with(GraphQl.field("orders"));
        api.post("/query", call -> Reply.json(fields("rows", List.of(fields("id", 1, "asked", call.body())))));
    }

    static void depth(MockApi api) {
        Table tickets =
                Table.of("id", 9, i -> fields("id", i + 1, "modified", "2024-05-0" + (1 + i / 2) + "T00:00:00Z"));
        api.get(
                "/tickets",
                Listing.of(tickets)
                        .records("tickets")
                        .orderedBy("modified", "id")
                        .from("from", "modified", Bound.INCLUSIVE)
                        .until("to", "modified", Bound.INCLUSIVE)
                        .paged(Paging.offset("offset").size("limit", 50).depthCap(4)));
        Paging paging = Paging.after("token", "id").size(3).nextIn("next");
        api.get("/feed", Listing.of(tickets).records("tickets").paged(paging)).at(2, call -> {
            throw new Refusal(Reply.json(400, Map.of("message", "The cursor is invalid.")));
        });
    }

    static void exports(MockApi api) {
        Table jobs = Table.keyedBy("id");
        api.post("/exports", call -> {
            String id = "job-" + (jobs.size() + 1);
            jobs.add("id", id, "asked", call.json(), "polls", 0);
            return Reply.json(201, fields("id", id, "status", "created"));
        });
        api.get("/exports/{id}", call -> poll(call, jobs));
        api.get(
                "/exports/{id}/targets",
                call -> Reply.json(fields(
                        "urls",
                        List.of(
                                "http://" + call.header("host").orElse("") + "/files/" + call.var("id") + "/1",
                                "http://" + call.header("host").orElse("") + "/files/" + call.var("id") + "/2"))));
        api.get(
                "/files/{id}",
                call -> Reply.of(200, "text/csv", file(job(call, jobs)).getBytes(StandardCharsets.UTF_8)));
        api.get(
                "/files/{id}/{part}",
                call -> Reply.of(
                        200,
                        "text/csv",
                        ("id,line\n" + call.var("part") + ",of " + call.var("id") + "\n")
                                .getBytes(StandardCharsets.UTF_8)));
        api.post("/exports/{id}/delete", call -> Reply.json(Map.of()));
        api.post("/exports/{id}/abort", call -> Reply.json(Map.of()));
    }

    /** The first job fails at once; the others say once that they are running. */
    private static Reply poll(Call call, Table jobs) {
        Map<String, @Nullable Object> job = job(call, jobs);
        String id = call.var("id");
        if (id.equals("job-1")) {
            return Reply.json(fields("id", id, "status", "failed"));
        }
        if (Integer.valueOf(0).equals(job.get("polls"))) {
            jobs.update(id, "polls", 1);
            return Reply.json(fields("id", id, "status", "running"));
        }
        return Reply.json(fields(
                "id",
                id,
                "status",
                "completed",
                "url",
                "http://" + call.header("host").orElse("") + "/files/" + id));
    }

    private static String file(Map<String, @Nullable Object> job) {
        return job.get("asked") instanceof Map<?, ?> asked
                ? "id,day\n" + job.get("id") + "," + asked.get("from") + "\n"
                : "";
    }

    private static Map<String, @Nullable Object> job(Call call, Table jobs) {
        return jobs.records().stream()
                .filter(record -> call.var("id").equals(record.get("id")))
                .findFirst()
                .orElseThrow(() -> new Refusal(Reply.json(404, Map.of("error", "no such job"))));
    }

    static void delegating(MockApi api) {
        api.timeIs(Instant.ofEpochSecond(1706000000));
        Table items = Table.keyedBy("id")
                .add("id", 1, "updated", 1704070000)
                .add("id", 2, "updated", 1705000000)
                .add("id", 3, "updated", 1706000000);
        api.get("/all", Listing.of(items).records("items"));
        api.get("/changes", Listing.of(items).records("items").from("since", "updated", Bound.INCLUSIVE));
        api.get(
                "/feed",
                Listing.of(items)
                        .records("items")
                        .orderedBy("-updated")
                        .paged(Paging.numbered("page", 1).size("limit", 50)));
    }

    static void dynamic(MockApi api) {
        api.get(
                "/boards",
                call -> Reply.json(fields(
                        "boards",
                        List.of(
                                fields("id", "b1", "size", 5),
                                fields("id", "b2", "size", 20),
                                fields("id", "b3", "size", 1, "archived", true)))));
        for (String kind : List.of("boards", "tables")) {
            api.get(
                    "/" + kind + "/{name}",
                    call -> Reply.json(fields("items", List.of(fields("id", kind + "-" + call.var("name"))))));
        }
    }

    static void properties(MockApi api) {
        Table contacts = Table.of(
                "id",
                3,
                i -> fields("id", "c" + i, "name", "n" + i, "email", "e" + i, "city", "t" + i, "phone", "p" + i));
        api.get(
                "/properties",
                call -> Reply.json(fields(
                        "results",
                        List.of(
                                fields("name", "name"),
                                fields("name", "email"),
                                fields("name", "city"),
                                fields("name", "phone")))));
        api.get("/contacts", call -> selected(call, contacts));
        api.get(
                "/batch",
                call -> Reply.json(fields(
                        "results",
                        List.of(call.query("ids").orElse("").split(",")).stream()
                                .map(id -> fields("id", id))
                                .toList())));
        api.get(
                "/groups",
                Listing.of(Table.of("gid", 2, i -> fields("gid", "g" + i))).records("groups"));
        api.get(
                "/members",
                call -> Reply.json(fields(
                        "members", List.of(fields("id", "m-" + call.query("of").orElse(""))))));
        api.get(
                "/describe",
                call -> Reply.json(fields(
                        "fields",
                        List.of(
                                fields("key", "id", "type", "text"),
                                fields("key", "born", "type", "day"),
                                fields("key", "tags", "type", "texts"),
                                fields("key", "secret", "type", "hidden")))));
        api.get(
                "/people",
                call -> Reply.json(
                        fields("people", List.of(fields("id", "p1", "born", "1815-12-10", "tags", List.of("first"))))));
    }

    /** Contacts with only the fields that were asked for. */
    private static Reply selected(Call call, Table contacts) {
        List<String> asked = List.of(call.query("fields").orElse("").split(","));
        int from = call.query("offset").map(Integer::parseInt).orElse(0);
        int limit = call.query("limit").map(Integer::parseInt).orElse(50);
        List<Map<String, @Nullable Object>> page = contacts.records().stream()
                .skip(from)
                .limit(limit)
                .map(record -> {
                    Map<String, @Nullable Object> kept = new LinkedHashMap<>(record);
                    kept.keySet().removeIf(name -> !asked.contains(name) && !name.equals("id"));
                    return kept;
                })
                .toList();
        return Reply.json(fields("contacts", page));
    }
}
