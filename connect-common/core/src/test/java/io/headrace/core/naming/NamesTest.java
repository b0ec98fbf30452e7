package io.headrace.core.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.naming.NameFitter.Style;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NamesTest {

    private static final List<String> HOSTILE = List.of(
            "a.b",
            "a/b",
            "A_B",
            "a_b",
            "A.B",
            "a-b",
            "select",
            "SELECT",
            "\"",
            "\"\"; DROP TABLE x; --",
            "';",
            "`",
            "]",
            "\\",
            "../../etc/passwd",
            "..",
            ".",
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "ab",
            "\n",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00\uD83D",
            "\u0130stanbul",
            "istanbul",
            "stra\u00dfe",
            "STRASSE",
            "\u00e9",
            "e\u0301",
            "x".repeat(63),
            "x".repeat(64),
            "x".repeat(65),
            "\u00e9".repeat(40),
            "\uD83D\uDE00".repeat(20),
            "x".repeat(62) + "\u00e9",
            "\u202Eabc",
            "1",
            "_1",
            "NUL",
            "id",
            "Id",
            "ID");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> made = Arbitraries.strings().all().ofMaxLength(80);
        Arbitrary<String> near =
                Arbitraries.strings().withChars("aAbB_./ -1\u00e9\uD83D\uDE00").ofMaxLength(6);
        return Arbitraries.oneOf(Arbitraries.of(HOSTILE), made, near);
    }

    @Provide
    Arbitrary<NameFitter> fitters() {
        return Arbitraries.of(16, 30, 63, 255)
                .flatMap(bytes -> Arbitraries.of(true, false)
                        .flatMap(sensitive ->
                                Arbitraries.of(Style.class).map(style -> new NameFitter(bytes, sensitive, style))));
    }

    @Property
    void aNameFitsItsTarget(@ForAll("texts") String raw) {
        for (Style style : Style.values()) {
            NameFitter fitter = new NameFitter(63, true, style);
            for (String name : List.of(fitter.fit(raw), fitter.fitUnique(raw))) {
                assertThat(name).isNotEmpty();
                assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
                assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .isEqualTo(name);
                assertThat(name.chars()).noneMatch(Character::isISOControl);
            }
        }
    }

    @Property
    void snakeCaseHoldsNothingThatNeedsQuotes(@ForAll("texts") String raw) {
        String name = new NameFitter(63, true, Style.SNAKE_CASE).fit(raw);
        assertThat(name.codePoints())
                .allMatch(c ->
                        c == '_' || Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK);
        assertThat(Character.isDigit(name.codePointAt(0))).isFalse();
    }

    @Property(tries = 300)
    void namesAreUniqueInAnyOrder(
            @ForAll("fitters") NameFitter fitter, @ForAll List<@From("texts") String> raws, @ForAll Random random) {
        Set<String> distinct = new HashSet<>(raws);
        distinct.addAll(HOSTILE);
        List<String> shuffled = new ArrayList<>(distinct);
        java.util.Collections.shuffle(shuffled, random);
        NameRegistry registry = new NameRegistry(fitter, Map.of());
        Set<String> folded = new HashSet<>();
        for (String raw : shuffled) {
            String name = registry.nameOf(raw);
            assertThat(folded.add(fitter.folded(name)))
                    .as("%s of %s", name, raw)
                    .isTrue();
            assertThat(registry.nameOf(raw)).isEqualTo(name);
        }
    }

    @Property(tries = 300)
    void rememberedNamesNeverChange(
            @ForAll("fitters") NameFitter fitter,
            @ForAll List<@From("texts") String> first,
            @ForAll List<@From("texts") String> later) {
        NameRegistry before = new NameRegistry(fitter, Map.of());
        Map<String, String> given = first.stream().distinct().collect(Collectors.toMap(raw -> raw, before::nameOf));
        NameRegistry after = new NameRegistry(fitter, given);
        Set<String> folded = new HashSet<>();
        later.forEach(after::nameOf);
        given.forEach((raw, name) -> assertThat(after.nameOf(raw)).isEqualTo(name));
        Set<String> all = new HashSet<>(first);
        all.addAll(later);
        all.forEach(
                raw -> assertThat(folded.add(fitter.folded(after.nameOf(raw)))).isTrue());
    }

    @Property
    void uniqueFittingMarksWhateverItChanges(@ForAll("texts") String raw) {
        NameFitter fitter = new NameFitter(63, true, Style.SNAKE_CASE);
        String name = fitter.fitUnique(raw);
        assertThat(name.equals(raw) || name.endsWith(NameFitter.mark(raw))).isTrue();
    }

    @Example
    void collisionsOfTheTrapsAreTold() {
        NameRegistry registry = new NameRegistry(new NameFitter(63, false, Style.SNAKE_CASE), Map.of());
        assertThat(List.of("a.b", "a/b", "A_B").stream().map(registry::nameOf))
                .containsExactly("a_b", "a_b_ab3045", "a_b_615431");
        assertThat(registry.nameOf("a.b")).isEqualTo("a_b");
    }

    @Example
    void exactNamesStayAsTheyAre() {
        NameFitter fitter = new NameFitter(63, true, Style.EXACT);
        for (String raw : List.of("Order Items", "a\"b; --", "\uD83D\uDE00", "select", "../x", "\u00c9t\u00e9")) {
            assertThat(fitter.fit(raw)).isEqualTo(raw);
            assertThat(fitter.fitUnique(raw)).isEqualTo(raw);
        }
        assertThat(fitter.fit("a\u0000b")).isEqualTo("ab");
        assertThat(fitter.fit("")).isEqualTo("unnamed_" + NameFitter.mark("").substring(1));
    }

    @Example
    void longNamesAreCutBetweenCharactersAndMarked() {
        NameFitter fitter = new NameFitter(16, true, Style.EXACT);
        assertThat(fitter.fit("\uD83D\uDE00".repeat(9)))
                .startsWith("\uD83D\uDE00\uD83D\uDE00_")
                .hasSize(4 + 7);
        assertThat(fitter.fit("abcdefghijklmnop")).isEqualTo("abcdefghijklmnop");
        assertThat(fitter.fit("abcdefghijklmnopq")).matches("abcdefghi_[0-9a-f]{6}");
    }

    @Example
    void snakeCaseSplitsWords() {
        NameFitter fitter = new NameFitter(63, true, Style.SNAKE_CASE);
        Map<String, String> expected = Map.of(
                "orderDate",
                "order_date",
                "HTTPServerURL",
                "http_server_url",
                "order-id",
                "order_id",
                "ID",
                "id",
                "a__b",
                "a_b",
                "_id",
                "_id",
                "2fast",
                "_2fast",
                "line2Total",
                "line2_total",
                "\u00c9t\u00e9",
                "\u00e9t\u00e9",
                "Order Items",
                "order_items");
        expected.forEach((raw, name) -> assertThat(fitter.fit(raw)).isEqualTo(name));
    }

    @Example
    void namesDoNotDependOnTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(new NameFitter(63, true, Style.SNAKE_CASE).fit("ID")).isEqualTo("id");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Example
    void refusesLimitsThatHoldNoName() {
        assertThatThrownBy(() -> new NameFitter(15, true, Style.EXACT))
                .hasMessage("Names of 15 bytes are too short; at least 16 are needed");
    }

    @Example
    void reservedNamesAreNeverGiven() {
        NameFitter fitter = new NameFitter(63, false, Style.EXACT);
        NameRegistry registry = new NameRegistry(fitter, Map.of("kept", "ctid"), Set.of("xmin", "ctid"));
        assertThat(registry.nameOf("XMIN")).matches("XMIN_[0-9a-f]{6}");
        assertThat(registry.nameOf("xmin_")).isEqualTo("xmin_");
        assertThat(registry.nameOf("kept")).isEqualTo("ctid");
    }
}
