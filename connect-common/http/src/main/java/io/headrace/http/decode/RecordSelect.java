package io.headrace.http.decode;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.List;
import java.util.Optional;

/**
 * A compiled {@code DpathExtractor} over a decoder: where the records are in a response. Filters are not applied here, because pages are counted before. Immutable and
 * thread-safe.
 */
public final class RecordSelect {

    private final Decoder decoder;
    private final List<Template> path;
    private final Optional<Expansion> expansion;

    private RecordSelect(Decoder decoder, List<Template> path, Optional<Expansion> expansion) {
        this.decoder = decoder;
        this.path = path;
        this.expansion = expansion;
    }

    /** Compiles an extractor that reads JSON. */
    public static RecordSelect compile(Component extractor) {
        return compile(extractor, Decoders.json());
    }

    /** Compiles an extractor: {@code DpathExtractor}, or {@code ResponseToFileExtractor}, which is CSV that is streamed here and needs no file. */
    public static RecordSelect compile(Component extractor, Decoder decoder) {
        return switch (extractor.type()) {
            case "DpathExtractor" ->
                new RecordSelect(
                        decoder,
                        steps(extractor, "field_path"),
                        extractor.optionalChild("record_expander").map(Expansion::of));
            case "ResponseToFileExtractor" ->
                new RecordSelect(CsvDecoder.ofFile(extractor.flag("preserve_na_values")), List.of(), Optional.empty());
            default ->
                throw extractor.refuse(
                        "type", extractor.type() + " is no extractor that this engine has", "use DpathExtractor");
        };
    }

    /** The whole body: the elements of a list, or the one value. */
    public static RecordSelect whole(Decoder decoder) {
        return new RecordSelect(decoder, List.of(), Optional.empty());
    }

    static List<Template> steps(Component component, String field) {
        return component.values(field).stream()
                .map(step -> Template.of(String.valueOf(step), component.place()))
                .toList();
    }

    static FieldPath path(List<Template> steps, Scope scope) {
        return new FieldPath(steps.stream().map(step -> step.text(scope)).toList());
    }

    /** The records of a body. Nothing is read before the first is asked for. */
    public RecordStream open(Content content, Scope scope) {
        FieldPath where = path(path, scope);
        RecordStream records = new LazyRecords(content, () -> decoder.select(content, where));
        return expansion.map(each -> each.of(records, scope)).orElse(records);
    }
}
