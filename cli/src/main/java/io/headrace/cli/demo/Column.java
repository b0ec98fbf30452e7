package io.headrace.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A column and how its values are made comparable. */
record Column(String name, Kind kind) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    enum Kind {
        NUMBER,
        JSON,
        MICROS,
        TEXT
    }

    /** The value as a text that is the same wherever it comes from. */
    String canonical(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        return switch (kind) {
            case NUMBER -> new BigDecimal(text).stripTrailingZeros().toPlainString();
            case JSON -> json(text).toString();
            default -> text;
        };
    }

    private static JsonNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            // JSON that a target keeps as text comes quoted once more.
            return node.isTextual() ? JSON.readTree(node.asText()) : node;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column holds what is not JSON: " + text, e);
        }
    }
}
