package io.headrace.cli.demo;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of what was compared. */
final class Report {

    private final PrintWriter out;
    private final Comparison comparison;

    Report(PrintWriter out, Comparison comparison) {
        this.out = out;
        this.comparison = comparison;
    }

    /**
     * Compares and prints.
     *
     * @return whether all copies are identical
     */
    boolean compare(List<Group> groups) throws SQLException {
        out.println();
        out.printf("  %-16s %-12s %8s   %-10s %-10s%n", "from", "table", "rows", "warehouse", "lake");
        List<String> differences = new ArrayList<>();
        for (Group group : groups) {
            for (Original original : group.originals()) {
                Comparison.Verdict verdict = comparison.compare(original);
                out.printf(
                        Locale.ROOT,
                        "  %-16s %-12s %,8d   %-10s %-10s%n",
                        group.name(),
                        verdict.table(),
                        verdict.rows(),
                        word(verdict.warehouse()),
                        word(verdict.inLake()));
                if (!verdict.identical()) {
                    differences.add(
                            verdict.table() + ": warehouse: " + verdict.warehouse() + "; lake: " + verdict.inLake());
                }
            }
        }
        differences.forEach(difference -> out.println("  " + difference));
        out.println();
        return differences.isEmpty();
    }

    /** Originals that come from one place. */
    record Group(String name, List<Original> originals) {}

    private static String word(String difference) {
        return difference.isEmpty() ? "identical" : "DIFFERENT";
    }
}
