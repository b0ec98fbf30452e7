package io.headrace.http.async;

import io.headrace.http.client.HttpContext;
import io.headrace.http.client.Requester;
import io.headrace.http.decode.Content;
import io.headrace.http.decode.Decoder;
import io.headrace.http.decode.Decoders;
import io.headrace.http.decode.RecordSelect;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code AsyncRetriever}.
 *
 * @param targets where a response names the results; empty where it does not
 * @param timeout how long a job may take
 * @param pause how long is waited before a failed job is ordered again
 */
record Retriever(
        Requester creation,
        Requester polling,
        Optional<Requester> targetRequester,
        Requester download,
        Optional<Requester> abort,
        Optional<Requester> delete,
        JobStatus.Words words,
        RecordSelect status,
        Optional<RecordSelect> targets,
        RecordSelect records,
        Decoder decoder,
        Duration timeout,
        Duration pause) {

    private static final long TIMEOUT_MINUTES = 60;
    private static final long PAUSE_SECONDS = 5;

    static Retriever of(Component component, HttpContext context) {
        Component extractor = component
                .optionalChild("download_extractor")
                .orElseGet(() -> component.child("record_selector").child("extractor"));
        return new Retriever(
                Requester.of(component.child("creation_requester"), context),
                Requester.of(component.child("polling_requester"), context),
                requester(component, "download_target_requester", context),
                Requester.of(component.child("download_requester"), context),
                requester(component, "abort_requester", context),
                requester(component, "delete_requester", context),
                JobStatus.Words.of(component.child("status_mapping")),
                RecordSelect.compile(component.child("status_extractor")),
                component.optionalChild("download_target_extractor").map(RecordSelect::compile),
                RecordSelect.compile(extractor, decoder(component, "download_decoder")),
                decoder(component, "decoder"),
                Duration.ofMinutes(number(component, "polling_job_timeout", context.scope(), TIMEOUT_MINUTES)),
                Duration.ofSeconds(
                        number(component, "failed_retry_wait_time_in_seconds", context.scope(), PAUSE_SECONDS)));
    }

    private static Optional<Requester> requester(Component component, String field, HttpContext context) {
        return component.optionalChild(field).map(each -> Requester.of(each, context));
    }

    private static Decoder decoder(Component component, String field) {
        return component.optionalChild(field).map(Decoders::of).orElseGet(Decoders::json);
    }

    private static long number(Component component, String field, Scope scope, long fallback) {
        Optional<Template> given = Template.optional(component, field);
        if (given.isEmpty()) {
            return fallback;
        }
        @Nullable Object value = given.get().value(scope);
        if (value instanceof Number number && number.longValue() >= 0) {
            return number.longValue();
        }
        throw component.refuse(field, "the value is " + value, "write a whole number, or a template that makes one");
    }

    /** What a selection finds in a response that is there. */
    List<Object> found(RecordSelect select, @Nullable Object response, Scope scope, HttpContext context) {
        byte[] body = Json.text(response).getBytes(StandardCharsets.UTF_8);
        Content content = new Content(
                new ByteArrayInputStream(body),
                Optional.of(StandardCharsets.UTF_8),
                context.limits(),
                "the job's state");
        List<Object> found = new ArrayList<>();
        try (RecordStream stream = select.open(content, scope)) {
            for (Object each = stream.next(); each != null; each = stream.next()) {
                found.add(each);
            }
        }
        return found;
    }
}
