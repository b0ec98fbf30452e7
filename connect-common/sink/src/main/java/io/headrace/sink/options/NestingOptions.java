package io.headrace.sink.options;

/** What becomes of nested values. */
public record NestingOptions(Structs structs, Lists lists) {

    public enum Structs {
        /** One column, of the target's own nested type or of JSON. */
        KEEP,
        /** A column for each field. */
        FLATTEN
    }

    public enum Lists {
        /** One column, of the target's own nested type or of JSON. */
        KEEP,
        /** A table with a row for each element. */
        CHILD
    }

    public boolean flattens() {
        return structs == Structs.FLATTEN;
    }

    public boolean makesChildren() {
        return lists == Lists.CHILD;
    }
}
