package io.headrace.sink.direct;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.retry.Backoff;
import io.headrace.core.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A registry behind Confluent's REST API ({@code GET /schemas/ids/{id}}, {@code GET /subjects/{subject}/versions/{version}}). Asked once per schema; while it does not answer,
 * asked again for a while on the task's own thread, well below the consumer's poll interval.
 */
final class HttpSchemaRegistry implements SchemaRegistry {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 10_000;
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final int LARGEST = 16 << 20;
    private static final int TOO_MANY_REQUESTS = 429;

    private final DirectOptions.Registry registry;
    private final RandomGenerator random;

    HttpSchemaRegistry(DirectOptions.Registry registry, RandomGenerator random) {
        this.registry = registry;
        this.random = random;
    }

    @Override
    public RegisteredSchema byId(int id) {
        return get("/schemas/ids/" + id, "id " + id);
    }

    @Override
    public RegisteredSchema bySubject(String subject, int version) {
        return get(
                "/subjects/"
                        + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20") + "/versions/"
                        + version,
                "subject '" + subject + "', version " + version);
    }

    private RegisteredSchema get(String path, String what) {
        Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
        while (true) {
            try {
                return once(path, what);
            } catch (IOException e) {
                if (backoff.attempts() + 1 >= ATTEMPTS) {
                    throw new HeadraceException(
                            ErrorClass.TRANSIENT,
                            "The schema registry at " + registry.url() + " did not give the schema of " + what + " in "
                                    + ATTEMPTS
                                    + " attempts. Nothing is lost: check 'schema.registry.url' and that the registry runs, then restart the task.",
                            e);
                }
                pause(backoff.next());
            }
        }
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HeadraceException(ErrorClass.TRANSIENT, "Interrupted while waiting for the schema registry", e);
        }
    }

    /** @throws IOException where another attempt may help */
    private RegisteredSchema once(String path, String what) throws IOException {
        String base = registry.url().toString();
        HttpURLConnection request = (HttpURLConnection) URI.create(
                        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path)
                .toURL()
                .openConnection();
        request.setConnectTimeout(CONNECT_MILLIS);
        request.setReadTimeout(READ_MILLIS);
        // A redirect may lead to another host, which must not get the login.
        request.setInstanceFollowRedirects(false);
        request.setRequestProperty("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        registry.username().ifPresent(user -> request.setRequestProperty("Authorization", basic(user)));
        try {
            int status = request.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                return schema(body(request), what);
            }
            throw refused(status, what);
        } finally {
            request.disconnect();
        }
    }

    private String basic(String user) {
        String login = user + ":" + registry.password().map(Secret::value).orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private RuntimeException refused(int status, String what) throws IOException {
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            return new UnreadableException("has a schema (" + what + ") that the registry at " + registry.url()
                    + " does not have; is it the registry that the topic was written with?");
        }
        if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR || status == TOO_MANY_REQUESTS) {
            throw new IOException("The schema registry answered with status " + status);
        }
        String mend = status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN
                ? "Check 'schema.registry.username' and 'schema.registry.password'."
                : "Check 'schema.registry.url'.";
        return HeadraceException.config("The schema registry at " + registry.url() + " answered with status " + status
                + " when asked for the schema of " + what + ". " + mend);
    }

    private static byte[] body(HttpURLConnection request) throws IOException {
        try (InputStream in = request.getInputStream()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw HeadraceException.config("The schema registry gave a schema of more than 16 MB");
            }
            return bytes;
        }
    }

    private RegisteredSchema schema(byte[] body, String what) {
        @Nullable Object json;
        try {
            json = Json.parse(body);
        } catch (UnreadableException e) {
            throw notARegistry(what);
        }
        if (!(json instanceof Map<?, ?> answer) || !(answer.get("schema") instanceof String text)) {
            throw notARegistry(what);
        }
        List<Reference> references = new ArrayList<>();
        if (answer.get("references") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> reference && reference.get("version") instanceof Number version) {
                    references.add(new Reference(String.valueOf(reference.get("subject")), version.intValue()));
                }
            }
        }
        Object type = answer.get("schemaType");
        return new RegisteredSchema(type == null ? "AVRO" : type.toString(), text, references);
    }

    private HeadraceException notARegistry(String what) {
        return HeadraceException.config(
                "What answers at " + registry.url() + " gave no schema for " + what
                        + " but something else. Set 'schema.registry.url' to the base URL of a registry with Confluent's REST API.");
    }
}
