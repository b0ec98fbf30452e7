package io.headrace.testkit.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.shop.StreamTopics.Arrived;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private final Coverage coverage = new Coverage();

    @Test
    void whatNoOffsetCoveredMayComeAgain() {
        coverage.crashed(arrived(1, 2, 3, 4), Map.of("s", "o2"));
        assertThat(coverage.covered()).isEqualTo(2);
        assertThat(coverage.repeated(arrived(1, 2, 3, 4, 3, 4, 5))).isEmpty();
        assertThat(coverage.repeated(arrived(1, 2, 3, 4, 2, 3, 4, 5))).containsExactly("r2");
    }

    @Test
    void whatCameAgainIsCoveredLater() {
        coverage.crashed(arrived(1, 2, 3), Map.of("s", "o1"));
        coverage.crashed(arrived(1, 2, 3, 2, 3, 4), Map.of("s", "o3"));
        assertThat(coverage.repeated(arrived(1, 2, 3, 2, 3, 4, 4, 5))).isEmpty();
        assertThat(coverage.repeated(arrived(1, 2, 3, 2, 3, 4, 3, 4, 5))).containsExactly("r3");
        assertThat(coverage.repeated(arrived(1, 2, 3, 1, 3, 4, 4, 5))).containsExactly("r1");
    }

    @Test
    void anOffsetThatWasNotStoredAgainCoversWhatItDid() {
        coverage.crashed(arrived(1, 2, 3), Map.of("s", "o2"));
        coverage.crashed(arrived(1, 2, 3, 3, 4), Map.of("s", "o2"));
        assertThat(coverage.repeated(arrived(1, 2, 3, 3, 4, 3, 4, 5))).isEmpty();
        assertThat(coverage.repeated(arrived(1, 2, 3, 3, 4, 2))).containsExactly("r2");
    }

    @Test
    void nothingComesTwiceBeforeACrash() {
        coverage.crashed(arrived(1, 1, 2), Map.of());
        assertThat(coverage.covered()).isZero();
        assertThat(coverage.repeated(arrived(1, 1, 2))).containsExactly("r1");
    }

    private static Map<String, List<Arrived>> arrived(int... ids) {
        return Map.of(
                "s",
                Arrays.stream(ids)
                        .mapToObj(id -> new Arrived("s", id, 1, "r" + id, "o" + id))
                        .toList());
    }
}
