package io.headrace.cli.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.headrace.http.flat.FlatKeys;
import io.headrace.http.spec.Problem;
import io.headrace.http.spec.SpecException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How errors name the places in a source's files, as compilers do it: file and line first.
 *
 * @param manifest what holds the manifest's text
 * @param settings what holds the settings by key
 * @param lines where each key stands in there, as far as known
 */
record Origin(String manifest, String settings, Map<String, Integer> lines) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Every problem on a line of its own. */
    String explain(SpecException error) {
        return error.problems().stream().map(this::explain).collect(Collectors.joining("\n"));
    }

    String explain(Problem problem) {
        String what = problem.what() + "; " + problem.mend() + ".";
        String path = problem.place().path();
        if (!path.startsWith("$")) {
            return ofKey(FlatKeys.of(problem.place()) + ": " + what);
        }
        int line = problem.place().line();
        return manifest + (line == 0 ? "" : ":" + line) + ": " + path + ": " + what;
    }

    /** @param message begins with a key and a colon */
    String ofKey(String message) {
        Integer line = lines.get(message.substring(0, Math.max(0, message.indexOf(": "))));
        return settings + (line == null ? "" : ":" + line) + ": " + message;
    }

    /** Where each field name of a JSON text stands first; nothing of a text that is no JSON. */
    static Map<String, Integer> linesOf(String text) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.currentName() != null) {
                    lines.putIfAbsent(
                            parser.currentName(), parser.currentTokenLocation().getLineNr());
                }
            }
            return lines;
        } catch (IOException e) {
            return Map.of();
        }
    }
}
