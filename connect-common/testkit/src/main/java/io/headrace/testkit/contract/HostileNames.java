package io.headrace.testkit.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names that break what is not quoted, folded, cut or told apart. Two of a list are never one name. */
final class HostileNames {

    private static final String LONG = "a_name_that_is_longer_than_the_sixty_three_bytes_that_some_targets_allow_";

    static final List<String> FIELDS = List.of(
            "select",
            "Order",
            "order",
            "a.b",
            "a/b",
            "A_B",
            "a_b",
            "\"quoted\"",
            "it's",
            "back`tick",
            "semi;colon",
            "'); DROP TABLE hostile; --",
            "\"; DROP TABLE hostile; --",
            "../../etc/passwd",
            "..\\up",
            "new\nline",
            "tab\there",
            "  spaces  ",
            "😀",
            "Größe",
            "größe",
            "%s %d {} ${topic}",
            "$1",
            "?",
            ":name",
            "[bracket]",
            "0",
            "-",
            "_",
            "rowid",
            "xmin",
            "NULL",
            LONG + "1",
            LONG + "2",
            "é".repeat(60));

    private static final List<String> TOPICS = List.of(
            "plain",
            "select",
            "Orders",
            "orders",
            "a.b",
            "a/b",
            "A_B",
            "a_b",
            "\"quoted\"",
            "it's",
            "'); DROP TABLE plain; --",
            "\"; DROP TABLE plain; --",
            "../../etc/passwd",
            "..",
            ".",
            "/absolute",
            "..\\up",
            "C:\\windows",
            "new\nline",
            "😀",
            "%s %d {}",
            "CON",
            LONG + "1",
            LONG + "2",
            "é".repeat(60));

    private HostileNames() {}

    /** @param caseSensitive whether names may differ by case alone; a target that cannot tell them apart refuses the second */
    static List<String> topics(boolean caseSensitive) {
        Set<String> folded = new HashSet<>();
        return TOPICS.stream()
                .filter(name -> caseSensitive || folded.add(name.toLowerCase(Locale.ROOT)))
                .toList();
    }
}
