package io.headrace.http.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each declaration sends the requests that its language's documentation promises, in that order, and gives the records that it promises. */
final class ManifestsTest {

    static Set<String> names() {
        return new TreeSet<>(Apis.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void sendsTheExpectedRequestsAndGivesTheExpectedRecords(String name) {
        try (MockApi api = MockApi.start()) {
            Apis.serve(name, api);
            Map<String, @Nullable Object> config = Manifests.config(name, api.url());
            int reads = config.remove("reads") instanceof Number times ? times.intValue() : 1;
            try (Reading reading = new Reading(api, Manifests.text(name), config)) {
                for (int read = 1; read <= reads; read++) {
                    reading.readAll(read);
                }

                assertThat(reading.requests).isEqualTo(Manifests.requests(name));
                assertThat(plain(reading.records)).isEqualTo(plain(Manifests.records(name)));
            }
        }
    }

    /** Numbers of different Java types are equal when they are written alike; the order of fields does not count. */
    private static @Nullable Object plain(List<Map<String, @Nullable Object>> records) {
        return Json.read(Json.text(records));
    }
}
