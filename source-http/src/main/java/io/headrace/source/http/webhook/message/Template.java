package io.headrace.source.http.webhook.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text with places in it, such as {@code shop.${body.type|other}}: what comes after the bar stands where the event does not have the value.
 */
public final class Template {

    /** Where a value comes from. */
    public enum Kind {
        /** A field of the event, by its path: {@code body.data.id}. */
        BODY,
        /** A header of the request. */
        HEADER,
        /** A part of the path that has a name in the route's path. */
        PATH,
        /** A parameter of the query. */
        QUERY,
        /** The event's id. */
        ID,
        /** The event's type. */
        TYPE,
        /** The route's name. */
        ROUTE,
        /** When the sender says that it signed. */
        TIMESTAMP,
        /** The request's method. */
        METHOD,
        /** The whole path. */
        URL;

        private boolean named() {
            return this == BODY || this == HEADER || this == PATH || this == QUERY;
        }
    }

    /**
     * One value of an event.
     *
     * @param name the header, the parameter or the path of the field; empty where the kind says all
     */
    public record Source(Kind kind, String name) {
        @Override
        public String toString() {
            String word = kind.name().toLowerCase(Locale.ROOT);
            return name.isEmpty() ? word : word + "." + name;
        }
    }

    /** @param literal the text before the place */
    private record Part(String literal, Source source, Optional<String> fallback) {}

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}|]*)(?:\\|([^}]*))?}");

    private final String text;
    private final List<Part> parts;
    private final List<Source> sources;
    private final String tail;
    private final boolean single;
    private final Optional<Template> other;

    private Template(String text, List<Part> parts, String tail, Optional<Template> other) {
        this.text = text;
        this.parts = List.copyOf(parts);
        this.sources = Stream.concat(
                        parts.stream().map(Part::source), other.stream().flatMap(its -> its.sources.stream()))
                .toList();
        this.tail = tail;
        this.other = other;
        this.single = parts.size() == 1 && parts.get(0).literal().isEmpty() && tail.isEmpty();
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when a place is none of those that there are; the message says which, what is allowed and the mend
     */
    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int from = 0;
        while (places.find()) {
            parts.add(new Part(
                    literal(text, text.substring(from, places.start())),
                    source(places.group(1).trim()),
                    Optional.ofNullable(places.group(2))));
            from = places.end();
        }
        return new Template(text, parts, literal(text, text.substring(from)), Optional.empty());
    }

    /** This one, or the other for events that lack a value of this one. */
    public Template or(Template another) {
        return new Template(text + " or " + another, parts, tail, Optional.of(another));
    }

    /** A template that is one source and nothing else. */
    public static Template ofSource(Kind kind, String name) {
        return of("${" + new Source(kind, name) + "}");
    }

    private static String literal(String text, String literal) {
        if (literal.contains("${")) {
            throw new IllegalArgumentException("a place in '" + text
                    + "' is not closed; it must be ${source} or ${source|default}. Add the brace");
        }
        return literal;
    }

    private static Source source(String place) {
        int dot = place.indexOf('.');
        String word = dot < 0 ? place : place.substring(0, dot);
        String name = dot < 0 ? "" : place.substring(dot + 1);
        for (Kind kind : Kind.values()) {
            boolean complete = kind.named()
                    ? !name.isEmpty() && !List.of(name.split("\\.", -1)).contains("")
                    : dot < 0;
            if (kind.name().toLowerCase(Locale.ROOT).equals(word) && (complete || isWholeBody(kind, dot))) {
                return new Source(kind, kind == Kind.HEADER ? name.toLowerCase(Locale.ROOT) : name);
            }
        }
        throw new IllegalArgumentException(
                "'${" + place
                        + "}' is not allowed; it must be one of ${body.FIELD}, ${header.NAME}, ${path.NAME}, ${query.NAME}, ${id}, ${type}, ${route}. Correct it");
    }

    private static boolean isWholeBody(Kind kind, int dot) {
        return kind == Kind.BODY && dot < 0;
    }

    /** The sources that the text names, in their order. */
    public List<Source> sources() {
        return sources;
    }

    /** The text up to the one place that is the whole body, and the text behind it, each as a template; empty when that place is not there exactly once. */
    public Optional<List<Template>> aroundBody() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (isBody(parts.get(i).source())) {
                found.add(i);
            }
        }
        if (found.size() != 1) {
            return Optional.empty();
        }
        int at = found.get(0);
        Template before = new Template(text, parts.subList(0, at), parts.get(at).literal(), Optional.empty());
        Template after = new Template(text, parts.subList(at + 1, parts.size()), tail, Optional.empty());
        return Optional.of(List.of(before, after));
    }

    /** Whether a source is the body as a whole, which only a signature can use. */
    public static boolean isBody(Source source) {
        return source.kind() == Kind.BODY && source.name().isEmpty();
    }

    /** Whether nothing of a request is in the text. */
    public boolean isConstant() {
        return parts.isEmpty();
    }

    /**
     * The text for one event.
     *
     * @return empty when a value is missing that has no default
     */
    public Optional<String> fill(Facts facts) {
        if (parts.isEmpty()) {
            return Optional.of(tail);
        }
        Optional<String> filled = single ? value(parts.get(0), facts) : joined(facts);
        return filled.isPresent() || other.isEmpty() ? filled : other.get().fill(facts);
    }

    private Optional<String> joined(Facts facts) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            Optional<String> value = value(part, facts);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            filled.append(part.literal()).append(value.get());
        }
        return Optional.of(filled.append(tail).toString());
    }

    private static Optional<String> value(Part part, Facts facts) {
        Optional<String> value = facts.text(part.source());
        return value.isPresent() ? value : part.fallback();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
