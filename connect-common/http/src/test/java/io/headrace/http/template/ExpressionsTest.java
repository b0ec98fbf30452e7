package io.headrace.http.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headrace.http.spec.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionsTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Stream<Arguments> expressions() throws IOException {
        try (InputStream in = Objects.requireNonNull(ExpressionsTest.class.getResourceAsStream("expressions.txt"))) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.startsWith("! ") ? line.substring(2) : line)
                    .map(line -> Arguments.of((Object[]) line.split(" => ")));
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void yields(String expression, String json) throws IOException {
        Template template = Template.of("{{ " + expression + " }}", Place.ROOT);

        assertThat(JSON.readTree(JSON.writeValueAsString(template.value(Scopes.full()))))
                .isEqualTo(JSON.readTree(json));
    }
}
