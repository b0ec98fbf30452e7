package io.headrace.http.decode;

import io.headrace.http.custom.CustomRecordExtractor;
import io.headrace.http.custom.CustomUse;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code DpathExtractor} over a decoder: where the records are in a response. Filters are not applied here, because pages are counted before. Immutable and
 * thread-safe.
 */
public final class RecordSelect {

    /** Opens the records of a body. */
    private interface Way {
        RecordStream open(Content content, Scope scope);
    }

    private final Way way;
    private final List<Template> path;
    private final Optional<Expansion> expansion;

    private RecordSelect(Way way, List<Template> path, Optional<Expansion> expansion) {
        this.way = way;
        this.path = path;
        this.expansion = expansion;
    }

    private static RecordSelect at(Decoder decoder, List<Template> path, Optional<Expansion> expansion) {
        Way way = (content, scope) -> {
            FieldPath where = path(path, scope);
            return new LazyRecords(content, () -> decoder.select(content, where));
        };
        return new RecordSelect(way, path, expansion);
    }

    /** Compiles an extractor that reads JSON. */
    public static RecordSelect compile(Component extractor) {
        return compile(extractor, Decoders.json());
    }

    /** Compiles an extractor: {@code DpathExtractor}, or {@code ResponseToFileExtractor}, which is CSV that is streamed here and needs no file. */
    public static RecordSelect compile(Component extractor, Decoder decoder) {
        return switch (extractor.type()) {
            case "DpathExtractor" ->
                at(
                        decoder,
                        steps(extractor, "field_path"),
                        extractor.optionalChild("record_expander").map(Expansion::of));
            case "ResponseToFileExtractor" -> whole(CsvDecoder.ofFile(extractor.flag("preserve_na_values")));
            case "CustomRecordExtractor" -> new RecordSelect(custom(decoder, extractor), List.of(), Optional.empty());
            default ->
                throw extractor.refuse(
                        "type", extractor.type() + " is no extractor that this engine has", "use DpathExtractor");
        };
    }

    /** The whole body: the elements of a list, or the one value. */
    public static RecordSelect whole(Decoder decoder) {
        return at(decoder, List.of(), Optional.empty());
    }

    private static Way custom(Decoder decoder, Component extractor) {
        CustomUse<CustomRecordExtractor> use = CustomUse.of(CustomRecordExtractor.class, extractor);
        return (content, scope) -> new LazyRecords(
                content,
                () -> new SelectedRecords(
                        decoder.open(content),
                        value -> use.call(scope, (code, context) -> code.records(value, context))));
    }

    static List<Template> steps(Component component, String field) {
        return component.values(field).stream()
                .map(step -> Template.of(String.valueOf(step), component.place()))
                .toList();
    }

    static FieldPath path(List<Template> steps, Scope scope) {
        return new FieldPath(steps.stream().map(step -> step.text(scope)).toList());
    }

    /**
     * Whether a body that was read has nothing at the place where records are looked for.
     *
     * @param rest what surrounds the records
     */
    public boolean misses(Object rest, Scope scope) {
        return !path(path, scope).leadsSomewhere(rest);
    }

    /**
     * What is missing in a body that was read, where it has not the field in which records are looked for.
     *
     * @param rest what surrounds the records
     */
    public Optional<MissingRecords> missing(@Nullable Object rest, Scope scope) {
        return path(path, scope).missing(rest);
    }

    /** The records of a body. Nothing is read before the first is asked for. */
    public RecordStream open(Content content, Scope scope) {
        RecordStream records = way.open(content, scope);
        return expansion.map(each -> each.of(records, scope)).orElse(records);
    }
}
