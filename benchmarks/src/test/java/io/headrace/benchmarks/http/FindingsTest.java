package io.headrace.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.shop.Coverage;
import io.headrace.testkit.shop.StreamTopics.Arrived;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Set<String> LATEST = Set.of("1 v2", "2 v1");
    private static final Set<String> TOLD = Set.of("1 v1", "1 v2", "2 v1");

    @Test
    void allIsWellWithEveryLatestVersionOnce() {
        assertThat(once(List.of(record(1, 1), record(2, 1), record(1, 2)))).satisfies(found -> {
            assertThat(found.isGood()).isTrue();
            assertThat(found.records()).isEqualTo(3);
        });
        assertThat(once(List.of(record(2, 1), record(1, 2))).isGood())
                .as("a version that was gone before it was read")
                .isTrue();
    }

    @Test
    void eachFaultIsFound() {
        assertThat(once(List.of(record(1, 1), record(2, 1)))).satisfies(found -> {
            assertThat(found.lost()).containsExactly("1 v2");
            assertThat(found.isGood()).isFalse();
        });
        assertThat(once(List.of(record(1, 2), record(2, 1), record(1, 2)))).satisfies(found -> {
            assertThat(found.doubled()).containsExactly("1 v2");
            assertThat(found.isGood()).isFalse();
        });
        assertThat(once(List.of(record(1, 2), record(2, 1), record(1, 1)))).satisfies(found -> {
            assertThat(found.disordered()).containsExactly("1 v1");
            assertThat(found.isGood()).isFalse();
        });
        assertThat(once(List.of(record(1, 2), record(2, 1), record(3, 1)))).satisfies(found -> {
            assertThat(found.differing()).containsExactly("3 v1");
            assertThat(found.isGood()).isFalse();
        });
    }

    @Test
    void withoutExactlyOnceWhatNoOffsetCoveredMayBeDoubled() {
        Coverage coverage = new Coverage();
        coverage.crashed(Map.of("s", List.of(record(2, 1), record(1, 2))), Map.of("s", "at 2 v1"));
        List<Arrived> good = List.of(record(2, 1), record(1, 2), record(1, 2));
        assertThat(Findings.atLeastOnce(LATEST, TOLD, Map.of("s", good), coverage))
                .satisfies(found -> {
                    assertThat(found.doubled()).containsExactly("1 v2");
                    assertThat(found.isGood()).isTrue();
                });
        List<Arrived> bad = List.of(record(2, 1), record(1, 2), record(2, 1), record(1, 2));
        assertThat(Findings.atLeastOnce(LATEST, TOLD, Map.of("s", bad), coverage))
                .satisfies(found -> {
                    assertThat(found.uncalledFor()).containsExactly("2 v1");
                    assertThat(found.isGood()).isFalse();
                });
    }

    @Test
    void offsetsThatCoverNothingShowNothing() {
        Coverage coverage = new Coverage();
        List<Arrived> arrived = List.of(record(2, 1), record(1, 2));
        coverage.crashed(Map.of("s", arrived), Map.of());
        assertThat(Findings.atLeastOnce(LATEST, TOLD, Map.of("s", arrived), coverage)
                        .isGood())
                .isFalse();
    }

    private static Findings once(List<Arrived> arrived) {
        return Findings.exactlyOnce(LATEST, TOLD, Map.of("s", arrived));
    }

    private static Arrived record(int id, int version) {
        String text = id + " v" + version;
        return new Arrived("s", id, version, text, "at " + text);
    }
}
