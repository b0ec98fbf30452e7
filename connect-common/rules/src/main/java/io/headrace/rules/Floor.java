package io.headrace.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Optional;

/**
 * Where a class lives in the house. A unit is a package below {@code io.headrace} that is built as one module; every
 * unit that is not named here is a plugin, which keeps the rules true for plugins that do not exist yet.
 *
 * @param unit the unit's name, such as {@code sink} or {@code source.postgres}
 * @param level the floor: a unit may only use units on lower floors, so units on one floor never meet
 */
record Floor(String unit, int level) {

    private static final String ROOT = "io.headrace.";
    private static final int PLUGIN = 3;

    private static final Map<String, Integer> NAMED = Map.of(
            "core", 0,
            "http", 1,
            "files", 1,
            "sink", 1,
            "sql", 2,
            "runtime", 2,
            "rules", PLUGIN,
            "testkit", PLUGIN,
            "cli", PLUGIN + 1,
            "benchmarks", PLUGIN + 2);

    /** The floor of a class of ours; empty for everybody else's classes. */
    static Optional<Floor> of(JavaClass type) {
        String name = type.getPackageName() + '.';
        if (!name.startsWith(ROOT)) {
            return Optional.empty();
        }
        String unit = firstSegment(name.substring(ROOT.length()));
        if (unit.equals("source")) {
            unit = "source." + firstSegment(name.substring(ROOT.length() + "source.".length()));
        }
        return Optional.of(new Floor(unit, NAMED.getOrDefault(unit, PLUGIN)));
    }

    /** Whether a class here may use a class there. */
    boolean mayUse(Floor other) {
        return unit.equals(other.unit) || level > other.level;
    }

    private static String firstSegment(String dotted) {
        int dot = dotted.indexOf('.');
        return dot < 0 ? dotted : dotted.substring(0, dot);
    }
}
