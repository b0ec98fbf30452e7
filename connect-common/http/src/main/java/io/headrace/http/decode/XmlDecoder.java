package io.headrace.http.decode;

import java.util.List;

/**
 * XML as nested objects, in the manner of Airbyte: attributes are fields that begin with {@code @}, text beside them is {@code #text}, an element that comes several
 * times is a list. Document types and entities are refused.
 */
final class XmlDecoder implements Decoder {

    private static final FieldPath WHOLE = new FieldPath(List.of());

    @Override
    public RecordStream open(Content content) {
        return new XmlRecords(content, WHOLE);
    }

    @Override
    public RecordStream select(Content content, FieldPath path) {
        boolean plain = path.steps().stream()
                .allMatch(step -> !step.equals(FieldPath.ANY) && !step.startsWith("@") && !step.startsWith("#"));
        return plain && !path.isEmpty()
                ? new XmlRecords(content, path)
                : new SelectedRecords(open(content), path::records);
    }
}
