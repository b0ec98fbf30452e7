package io.headrace.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns exceptions into what a person reads: the messages, without the stack. */
final class Failures {

    private Failures() {}

    /** The messages from the outermost to the innermost cause, each once. */
    static String explain(Throwable error) {
        List<String> messages = new ArrayList<>();
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (messages.stream().noneMatch(said -> said.contains(message))) {
                messages.add(message);
            }
        }
        return String.join("\n  because ", messages);
    }

    /** The part of a Connect trace that says what is wrong: the innermost message. */
    static String ofTrace(String trace) {
        String last = trace;
        for (String line : trace.split("\n", -1)) {
            if (line.startsWith("Caused by: ") || last.equals(trace)) {
                last = line;
            }
        }
        String text = last.startsWith("Caused by: ") ? last.substring("Caused by: ".length()) : last;
        int colon = text.indexOf(": ");
        return colon > 0 && !text.substring(0, colon).contains(" ") ? text.substring(colon + 2) : text;
    }
}
