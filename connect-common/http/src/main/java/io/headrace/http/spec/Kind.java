package io.headrace.http.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a field may hold. */
public sealed interface Kind {

    /** How the reference names it. */
    String describe();

    /** A single value of a basic sort. */
    enum Basic implements Kind {
        TEXT("text"),
        TEMPLATE("template"),
        INTEGER("integer"),
        NUMBER("number"),
        BOOLEAN("boolean"),
        OBJECT("object"),
        ANY("any");

        private final String word;

        Basic(String word) {
            this.word = word;
        }

        @Override
        public String describe() {
            return word;
        }
    }

    /** One of a few words. */
    record Choice(List<String> words) implements Kind {

        @Override
        public String describe() {
            return "one of " + String.join(", ", words);
        }
    }

    /** A list of values of one kind. */
    record ListOf(Kind item) implements Kind {

        @Override
        public String describe() {
            return "list of " + item.describe();
        }
    }

    /** An object whose values are of one kind. */
    record MapOf(Kind value) implements Kind {

        @Override
        public String describe() {
            return "object of " + value.describe();
        }
    }

    /** A value of any of several kinds. */
    record Either(List<Kind> kinds) implements Kind {

        @Override
        public String describe() {
            return kinds.stream().map(Kind::describe).collect(Collectors.joining(" or "));
        }
    }

    /**
     * A component.
     *
     * @param name a type, or a role that several types have
     * @param byDefault the type of a component that names none
     */
    record Child(String name, Optional<String> byDefault) implements Kind {

        @Override
        public String describe() {
            return name;
        }
    }
}
