package io.headrace.source.http.webhook.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.source.http.webhook.message.Facts;
import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import io.headrace.source.http.webhook.message.Template;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A scheme that the settings describe.
 *
 * @param header the header of the signature
 * @param prefix what stands before a signature in it; several signatures have commas between them
 * @param before what was signed before the body
 * @param after what was signed behind the body
 * @param timeHeader the header of the time, where there is one
 * @param idHeader the header of the id, where one is signed
 */
record GenericScheme(
        String header,
        String prefix,
        Encoding encoding,
        Template before,
        Template after,
        Optional<String> timeHeader,
        Optional<String> idHeader)
        implements Scheme {

    /** More digits than any time in seconds of the next thousand years has. */
    private static final long GREATEST_SECONDS = 100_000_000_000L;

    @Override
    public Claim claim(Head head) throws RefusedRequestException {
        String given = Schemes.required(head, header);
        Optional<Instant> signedAt = Optional.empty();
        if (timeHeader.isPresent()) {
            String name = timeHeader.get();
            signedAt = Optional.of(time(name, Schemes.required(head, name)));
        }
        List<String> candidates = prefix.isEmpty() ? List.of(given) : Arrays.asList(given.split(",", -1));
        return new Claim(
                Schemes.signatures(candidates, prefix, encoding), fill(before, head), fill(after, head), signedAt);
    }

    private byte[] fill(Template template, Head head) throws RefusedRequestException {
        Facts facts = source -> switch (source.kind()) {
            case TIMESTAMP -> timeHeader.flatMap(head::header);
            case ID -> idHeader.flatMap(head::header);
            case HEADER -> head.header(source.name());
            case QUERY -> head.parameter(source.name());
            case PATH -> Optional.ofNullable(head.captured().get(source.name()));
            case METHOD -> Optional.of(head.method());
            case URL -> Optional.of(head.query().isEmpty() ? head.path() : head.path() + "?" + head.query());
            case BODY, TYPE, ROUTE -> Optional.empty();
        };
        return template.fill(facts)
                .orElseThrow(() -> RefusedRequestException.unauthorized(
                        "The request lacks a header that must be signed: " + template.sources() + "."))
                .getBytes(UTF_8);
    }

    /** Seconds or milliseconds since 1970, or ISO 8601: all three are in use. */
    private static Instant time(String name, String text) throws RefusedRequestException {
        try {
            if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Instant.parse(text);
            }
            long number = Long.parseLong(text);
            return number < GREATEST_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw Schemes.malformed(name, "a time, in seconds or milliseconds since 1970 or as ISO 8601");
        } catch (DateTimeException e) {
            throw Schemes.malformed(name, "a time of our age");
        }
    }
}
