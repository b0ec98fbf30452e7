package io.headrace.http.manifests;

import io.headrace.testkit.http.MockApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The API that each declaration is written for, by the declaration's name. */
final class Apis {

    private Apis() {}

    static Map<String, Consumer<MockApi>> all() {
        Map<String, Consumer<MockApi>> all = new LinkedHashMap<>();
        all.put("01-pages", PagedApis::pages);
        all.put("02-offsets", PagedApis::offsets);
        all.put("03-cursors", PagedApis::cursors);
        all.put("04-windows", PagedApis::windows);
        all.put("05-clamped", PagedApis::clamped);
        all.put("06-counts", PagedApis::counts);
        all.put("07-children", PagedApis::children);
        all.put("08-errors", PagedApis::errors);
        all.put("09-budget", LoginApis::budget);
        all.put("10-decoders", RecordApis::decoders);
        all.put("11-transformations", RecordApis::transformations);
        all.put("12-oauth", LoginApis::oauth);
        all.put("13-logins", LoginApis::logins);
        all.put("14-tokens", LoginApis::tokens);
        all.put("15-graphql", RecordApis::graphql);
        all.put("16-depth", RecordApis::depth);
        all.put("17-exports", RecordApis::exports);
        all.put("18-delegating", RecordApis::delegating);
        all.put("19-dynamic", RecordApis::dynamic);
        all.put("20-properties", RecordApis::properties);
        return all;
    }

    /** Adds the API of a declaration to a server. */
    static void serve(String name, MockApi api) {
        Consumer<MockApi> routes = all().get(name);
        if (routes == null) {
            throw new IllegalArgumentException("No API for " + name);
        }
        routes.accept(api);
    }
}
