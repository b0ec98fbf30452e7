package io.headrace.core.record;

/**
 * How records are understood where their form leaves a choice. Start from {@link #defaults()}.
 *
 * @param unavailable the text that stands for a value the source did not send: Debezium's {@code unavailable.value.placeholder}
 * @param metadataPrefix what metadata fields and headers of flattened change events begin with: Debezium's {@code add.fields.prefix}
 * @param keyName the column of a key that is not a struct
 * @param valueName the column of a value that is neither struct nor map
 * @param inferTimestamps whether text in schemaless values that is an RFC 3339 date-time with a zone is read as {@link DataType#TIMESTAMP_TZ}
 * @param nested what becomes of maps and lists inside schemaless values
 * @param beforeImages whether the sources log whole rows (Postgres' {@code REPLICA IDENTITY FULL}, MySQL's {@code binlog_row_image=FULL}), so that the image before a delete
 *     is the row's last state. Off, because without it Debezium fills the image with nulls, zeros and empty strings that were never in the row
 */
public record DecoderOptions(
        String unavailable,
        String metadataPrefix,
        String keyName,
        String valueName,
        boolean inferTimestamps,
        Nested nested,
        boolean beforeImages) {

    /** What becomes of maps and lists inside schemaless values. */
    public enum Nested {
        /** One {@link DataType#JSON} text each: the column's type never changes. */
        JSON,
        /** {@link DataType.StructOf} and {@link DataType.ListOf}, with types inferred from the value. */
        NATIVE
    }

    public static DecoderOptions defaults() {
        return new DecoderOptions("__debezium_unavailable_value", "__", "key", "value", false, Nested.JSON, false);
    }

    public DecoderOptions withUnavailable(String text) {
        return new DecoderOptions(text, metadataPrefix, keyName, valueName, inferTimestamps, nested, beforeImages);
    }

    public DecoderOptions withMetadataPrefix(String prefix) {
        return new DecoderOptions(unavailable, prefix, keyName, valueName, inferTimestamps, nested, beforeImages);
    }

    public DecoderOptions withKeyName(String name) {
        return new DecoderOptions(unavailable, metadataPrefix, name, valueName, inferTimestamps, nested, beforeImages);
    }

    public DecoderOptions withValueName(String name) {
        return new DecoderOptions(unavailable, metadataPrefix, keyName, name, inferTimestamps, nested, beforeImages);
    }

    public DecoderOptions withInferTimestamps(boolean infer) {
        return new DecoderOptions(unavailable, metadataPrefix, keyName, valueName, infer, nested, beforeImages);
    }

    public DecoderOptions withNested(Nested form) {
        return new DecoderOptions(unavailable, metadataPrefix, keyName, valueName, inferTimestamps, form, beforeImages);
    }

    public DecoderOptions withBeforeImages(boolean whole) {
        return new DecoderOptions(unavailable, metadataPrefix, keyName, valueName, inferTimestamps, nested, whole);
    }
}
