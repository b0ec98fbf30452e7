package io.headrace.files.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectNamesTest {

    private static final List<String> HOSTILE = List.of(
            "a.b",
            "a/b",
            "a\\b",
            "a_b",
            "A_B",
            "a%2Fb",
            "a%b",
            ".",
            "..",
            "../../etc/passwd",
            "/etc/passwd",
            "_a",
            "%5Fa",
            ".a",
            "a.",
            "",
            "%",
            " ",
            "a b",
            "dt=1",
            "dt%3D1",
            "CON",
            "x:y",
            "?",
            "\uD83D",
            "\uDE80",
            "%uD83D",
            "\uD83D\uDE80",
            "naïve",
            "nai\u0308ve",
            "\u0000",
            "a\nb",
            "~",
            "a".repeat(200),
            "a".repeat(201),
            "a".repeat(202),
            "'; DROP TABLE x; --",
            "é".repeat(200));

    @Test
    void s24NamesNeverCollideHideOrLeaveTheirDirectory() {
        assertThat(HOSTILE.stream().map(ObjectNames::segment))
                .doesNotHaveDuplicates()
                .allSatisfy(segment -> assertThat(segment)
                        .matches("[A-Za-z0-9%-][A-Za-z0-9%._~-]*")
                        .hasSizeBetween(1, ObjectNames.MAX_SEGMENT));
    }

    @Test
    void plainNamesStayReadable() {
        assertThat(ObjectNames.segment("shop.public.order-items_2")).isEqualTo("shop.public.order-items_2");
        assertThat(ObjectNames.segment("../a b")).isEqualTo("%2E.%2Fa%20b");
        assertThat(ObjectNames.segment("_private")).isEqualTo("%5Fprivate");
    }

    @Test
    void longNamesAreCutAndStillDiffer() {
        List<String> segments = Stream.of("x".repeat(249) + "1", "x".repeat(249) + "2")
                .map(name -> ObjectNames.segment(name, 64))
                .toList();
        assertThat(segments)
                .doesNotHaveDuplicates()
                .allSatisfy(segment -> assertThat(segment).hasSize(64).startsWith("xxx"));
    }
}
