package io.headrace.http.spec;

import java.io.Serializable;

/**
 * Where something stands in a declaration.
 *
 * @param path a JSON path from the root, {@code $.streams[0].retriever} for example
 * @param line the line of the text, counted from one; zero when there is no text
 */
public record Place(String path, int line) implements Serializable {

    public static final Place ROOT = new Place("$", 0);

    private static final long serialVersionUID = 1L;

    /** The place of a field of what stands here. Names that are not plain words are quoted. */
    public Place field(String name) {
        return field(name, line);
    }

    public Place field(String name, int itsLine) {
        String step = name.matches("[A-Za-z_$][A-Za-z0-9_$-]*") ? "." + name : "['" + name.replace("'", "\\'") + "']";
        return new Place(path + step, itsLine);
    }

    /** The place of an item of the list that stands here; the first is zero. */
    public Place item(int index) {
        return item(index, line);
    }

    public Place item(int index, int itsLine) {
        return new Place(path + "[" + index + "]", itsLine);
    }

    @Override
    public String toString() {
        return line == 0 ? path : path + " (line " + line + ")";
    }
}
