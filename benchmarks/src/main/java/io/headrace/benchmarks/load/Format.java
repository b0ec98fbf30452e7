package io.headrace.benchmarks.load;

import java.util.Arrays;
import java.util.Map;

/** How records are written in Kafka. */
public enum Format {
    /** Confluent's Avro with a schema registry. */
    AVRO("avro", "io.confluent.connect.avro.AvroConverter"),
    /** JSON without schemas: numbers, texts and truth values are all a sink gets to know. */
    JSON("json", "org.apache.kafka.connect.json.JsonConverter"),
    /** JSON with the schema in every record. */
    JSON_SCHEMAS("json-schemas", "org.apache.kafka.connect.json.JsonConverter");

    private final String label;
    private final String converter;

    Format(String label, String converter) {
        this.label = label;
        this.converter = converter;
    }

    /** {@return the format of that name} */
    public static Format of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no converter '" + label + "'; there are avro, json and json-schemas"));
    }

    /** {@return its name on the command line} */
    public String label() {
        return label;
    }

    /** {@return the class of the converter} */
    public String converter() {
        return converter;
    }

    /** {@return the converter's settings} */
    public Map<String, String> settings(String registryUrl) {
        return switch (this) {
            case AVRO -> Map.of("schema.registry.url", registryUrl);
            case JSON -> Map.of("schemas.enable", "false", "decimal.format", "NUMERIC");
            case JSON_SCHEMAS -> Map.of("schemas.enable", "true");
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
