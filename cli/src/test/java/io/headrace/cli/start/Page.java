package io.headrace.cli.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The fenced blocks of a page of the documentation, in their order. */
public final class Page {

    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w+) ?(\\S*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /**
     * One block.
     *
     * @param language the first word behind its fence
     * @param title the second word, or empty
     */
    public record Block(String language, String title, String text) {}

    private Page() {}

    /** @param page below {@code docs}, without its ending */
    public static List<Block> read(String page) throws IOException {
        Path file = Path.of(System.getProperty("basedir", ""), "..", "docs", page + ".md");
        return BLOCK.matcher(Files.readString(file))
                .results()
                .map(block -> new Block(block.group(1), block.group(2), block.group(3)))
                .toList();
    }
}
