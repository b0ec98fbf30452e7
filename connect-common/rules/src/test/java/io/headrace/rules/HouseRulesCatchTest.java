package io.headrace.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule catches the class that was written to break it, and nothing else among the bad classes. */
class HouseRulesCatchTest {

    private static final JavaClasses BAD = new ClassFileImporter().importPath(Path.of("target/test-classes"));

    private static final Pattern PLACE = Pattern.compile("io\\.headrace\\.([\\w.$]+)");

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void catchesWhatBreaksIt(String name, ArchRule rule, List<String> places) {
        assertThat(rule.evaluate(BAD).getFailureReport().getDetails())
                .extracting(HouseRulesCatchTest::place)
                .containsExactlyInAnyOrderElementsOf(places);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void saysWhyAndHowToMend(String name, ArchRule rule, List<String> places) {
        assertThat(rule.getDescription()).containsPattern(", because .+: (add|call|keep|let|log|move|put|take) ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void toleratesAModuleWithoutClasses(String name, ArchRule rule, List<String> places) {
        assertThatCode(() -> rule.check(new ClassFileImporter().importPaths(List.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void hasNothingToSayAboutItself() {
        JavaClasses own = new ClassFileImporter().importPath(Path.of("target/classes"));
        assertThat(rules().map(rule -> (ArchRule) rule.get()[1])).allSatisfy(rule -> rule.check(own));
    }

    private static String place(String violation) {
        Matcher first = PLACE.matcher(violation);
        return first.find() ? first.group(1) : violation;
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                arguments(
                        "arrows only fall",
                        HouseRulesTest.ARROWS_ONLY_FALL,
                        List.of(
                                "core.bad.UsesAPlugin.plugin",
                                "duckdb.bad.OtherPlugin.sibling",
                                "source.jdbc.bad.OtherSource.sibling")),
                arguments(
                        "test kit",
                        HouseRulesTest.MAIN_CODE_STANDS_WITHOUT_THE_TEST_KIT,
                        List.of("cli.bad.ShipsAFake.fake")),
                arguments(
                        "core",
                        HouseRulesTest.CORE_STANDS_ON_THE_GROUND,
                        List.of("core.bad.UsesAPlugin.plugin", "core.bad.UsesArchUnit.classes")),
                arguments("circles", HouseRulesTest.NO_PACKAGE_CIRCLES, List.of("sink.bad.Circle.round")),
                arguments("config", HouseRulesTest.CONFIG_IS_GROUND, List.of("sink.bad.WriterConfig.writer")),
                arguments(
                        "services",
                        HouseRulesTest.SERVICES_NAME_THEIR_CLASS_LOADER,
                        List.of("sink.bad.LoadsServices.load")),
                arguments(
                        "printing",
                        HouseRulesTest.ONLY_THE_CLI_PRINTS,
                        List.of("sink.bad.Prints.out", "sink.bad.Prints.err", "sink.bad.Prints.trace")),
                arguments(
                        "threads",
                        HouseRulesTest.THREADS_HAVE_ONE_HOME,
                        List.of(
                                "sink.bad.MakesThreads.thread",
                                "sink.bad.MakesThreads.timer",
                                "sink.bad.MakesThreads.pool",
                                "sink.bad.MakesThreads.factory",
                                "sink.bad.MakesThreads.shared",
                                "sink.bad.MakesThreads$Own")),
                arguments("statics", HouseRulesTest.STATICS_ARE_FINAL, List.of("sink.bad.Mutable.count")),
                arguments(
                        "packages",
                        HouseRulesTest.PACKAGES_SAY_WHAT_LIVES_THERE,
                        List.of("duckdb.bad", "source.jdbc.bad", "rules", "rules.golden")));
    }
}
