package io.headrace.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ServiceLoader;

/** What bytecode can show of the house rules. */
@AnalyzeClasses(locations = ModuleUnderTest.class)
final class HouseRulesTest {

    private static final String CLI = "io.headrace.cli..";
    private static final String TESTKIT = "io.headrace.testkit..";
    private static final String EXECUTOR_HOME = "io.headrace.core.concurrent..";

    @ArchTest
    static final ArchRule ARROWS_ONLY_FALL = classes()
            .should(Conditions.useOnlyLowerFloors())
            .because("a plugin is a leaf and a floor knows only what lies below it: move what both need down, "
                    + "to connect-common or a library such as sink-warehouse/sql")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule MAIN_CODE_STANDS_WITHOUT_THE_TEST_KIT = noClasses()
            .that()
            .resideOutsideOfPackages(TESTKIT, "io.headrace.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTKIT)
            .because("test servers and fakes must not ship: move what main code needs out of the test kit")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CORE_STANDS_ON_THE_GROUND = classes()
            .that()
            .resideInAPackage("io.headrace.core..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "io.headrace.core..",
                            "java..",
                            "javax.crypto..",
                            "javax.management..",
                            "javax.net..",
                            "javax.security..",
                            "org.apache.kafka.common..",
                            "org.slf4j..",
                            "com.fasterxml.jackson.core..",
                            "org.jspecify.annotations..")
                    .or(Calls.ofConnectApi()))
            .because("core may use the JDK, connect-api, kafka's common classes, slf4j and Jackson core only: "
                    + "put code that needs more on a higher floor")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_PACKAGE_CIRCLES = slices().matching("io.headrace.(**)")
            .should()
            .beFreeOfCycles()
            .because("a reader must be able to start anywhere and go down: move the type that both sides need "
                    + "into the lower package, or hand it in through an interface that lives there")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CONFIG_IS_GROUND = noClasses()
            .that(simpleNameEndingWith("Config").or(simpleNameEndingWith("Settings")))
            .should()
            .dependOnClassesThat(simpleNameEndingWith("Task")
                    .or(simpleNameEndingWith("Writer"))
                    .or(simpleNameEndingWith("Client"))
                    .or(assignableTo("org.apache.kafka.connect.connector.Task")))
            .because("config is parsed once into a value that knows no workers: let the worker take the config, "
                    + "not the config make the worker")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SERVICES_NAME_THEIR_CLASS_LOADER = noClasses()
            .should()
            .callMethod(ServiceLoader.class, "load", Class.class)
            .because("in a Connect worker the thread's class loader may be another plugin's: "
                    + "call ServiceLoader.load(X.class, X.class.getClassLoader())")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_CLI_PRINTS = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethodWhere(Calls.printingAStackTrace())
            .because("a worker's console belongs to its operator: log through slf4j, or return the text to the CLI")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THREADS_HAVE_ONE_HOME = noClasses()
            .that()
            .resideOutsideOfPackage(EXECUTOR_HOME)
            .should()
            .callConstructorWhere(Calls.makingAThread())
            .orShould()
            .callMethodWhere(Calls.startingAThread())
            .orShould()
            .beAssignableTo(Thread.class)
            .because("threads must carry the plugin's class loader and the log context and be stopped by their owner: "
                    + "take them from io.headrace.core.concurrent")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule STATICS_ARE_FINAL = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("a plugin is loaded once per class loader and used by many tasks: keep state in an object "
                    + "that somebody owns")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_SAY_WHAT_LIVES_THERE = all(Conditions.packagesWithClasses())
            .should(Conditions.beNullMarked())
            .because("null is checked only where a package asks for it: add a package-info.java with @NullMarked "
                    + "and one paragraph that says what lives there")
            .allowEmptyShould(true);

    private HouseRulesTest() {}
}
