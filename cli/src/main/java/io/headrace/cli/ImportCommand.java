package io.headrace.cli;

import io.headrace.cli.http.Importer;
import io.headrace.http.manifest.Imported;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Makes manifests of other descriptions of an API. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Makes a manifest of another description of an API. What was guessed or left out is said on"
                + " standard error.")
final class ImportCommand {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Write the manifest here instead of to standard output.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "openapi",
            mixinStandardHelpOptions = true,
            description = "An OpenAPI 3 or Swagger 2 document: a stream for each path that lists records.")
    int openApi(@Parameters(paramLabel = "FILE|URL") String where) throws IOException, InterruptedException {
        return write(Importer.openApi(where));
    }

    @Command(
            name = "airbyte",
            mixinStandardHelpOptions = true,
            description = "A low-code manifest of Airbyte, with its references resolved and without what does not run.")
    int airbyte(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        return write(Importer.airbyte(file));
    }

    private int write(Imported imported) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        imported.notes().forEach(err::println);
        if (output != null) {
            Files.writeString(output, imported.manifest());
            return 0;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(imported.manifest());
        out.flush();
        return 0;
    }
}
