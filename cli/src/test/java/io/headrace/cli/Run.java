package io.headrace.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A command that ran to its end in this process.
 *
 * @param out lines of standard output
 * @param err lines of standard error
 */
record Run(int code, List<String> out, List<String> err) {

    static Run of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** Everything that was printed. */
    String all() {
        return String.join("\n", out) + "\n" + String.join("\n", err);
    }
}
