package io.headrace.source.http.webhook.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.source.http.webhook.message.Head;
import io.headrace.source.http.webhook.message.RefusedRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The schemes of the providers, each as the provider has published it. */
final class Schemes {

    private static final String MISSING = "The request is not signed: the header ";

    private Schemes() {}

    /** {@code X-Hub-Signature-256: sha256=HEX} over the body (docs.github.com, "Validating webhook deliveries"). */
    static Claim github(Head head) throws RefusedRequestException {
        String header = required(head, "X-Hub-Signature-256");
        return new Claim(
                signatures(List.of(header), "sha256=", Encoding.HEX), Claim.NOTHING, Claim.NOTHING, Optional.empty());
    }

    /** {@code Stripe-Signature: t=SECONDS,v1=HEX,…} over {@code t.body} (docs.stripe.com, "Verify webhook signatures manually"). */
    static Claim stripe(Head head) throws RefusedRequestException {
        String name = "Stripe-Signature";
        List<String> parts = List.of(required(head, name).split(",", -1));
        String time = parts.stream()
                .map(String::trim)
                .filter(part -> part.startsWith("t="))
                .findFirst()
                .map(part -> part.substring(2))
                .orElseThrow(() -> malformed(name, "t=SECONDS,v1=HEX"));
        return new Claim(
                signatures(parts, "v1=", Encoding.HEX),
                (time + ".").getBytes(UTF_8),
                Claim.NOTHING,
                Optional.of(seconds(name, time)));
    }

    /** {@code X-Slack-Signature: v0=HEX} over {@code v0:time:body} (docs.slack.dev, "Verifying requests from Slack"). */
    static Claim slack(Head head) throws RefusedRequestException {
        String timeHeader = "X-Slack-Request-Timestamp";
        String time = required(head, timeHeader);
        return new Claim(
                signatures(List.of(required(head, "X-Slack-Signature")), "v0=", Encoding.HEX),
                ("v0:" + time + ":").getBytes(UTF_8),
                Claim.NOTHING,
                Optional.of(seconds(timeHeader, time)));
    }

    /** {@code X-Shopify-Hmac-SHA256: BASE64} over the body (shopify.dev, "Deliver webhooks through HTTPS"). */
    static Claim shopify(Head head) throws RefusedRequestException {
        String header = required(head, "X-Shopify-Hmac-SHA256");
        return new Claim(
                signatures(List.of(header), "", Encoding.BASE64), Claim.NOTHING, Claim.NOTHING, Optional.empty());
    }

    /** {@code webhook-signature: v1,BASE64 …} over {@code id.time.body} (standardwebhooks.com, specification 1.0.0); Svix's own names begin with {@code svix-}. */
    static Claim standardWebhooks(Head head) throws RefusedRequestException {
        // By the id, which also tells repetitions: a header that was put beside signed ones must not make another event
        // of them.
        String family =
                head.header("webhook-id").isEmpty() && head.header("svix-id").isPresent() ? "svix-" : "webhook-";
        String signature = required(head, family + "signature");
        String id = required(head, family + "id");
        String time = required(head, family + "timestamp");
        return new Claim(
                signatures(List.of(signature.split(" +")), "v1,", Encoding.BASE64),
                (id + "." + time + ".").getBytes(UTF_8),
                Claim.NOTHING,
                Optional.of(seconds(family + "timestamp", time)));
    }

    /** The signatures among texts that begin with a prefix; more than some are no honest sender's. */
    static List<byte[]> signatures(List<String> texts, String prefix, Encoding encoding) {
        List<byte[]> found = new ArrayList<>();
        for (String text : texts) {
            String trimmed = text.trim();
            if (trimmed.startsWith(prefix) && found.size() < 8) {
                encoding.decode(trimmed.substring(prefix.length())).ifPresent(found::add);
            }
        }
        return found;
    }

    static String required(Head head, String name) throws RefusedRequestException {
        return head.header(name)
                .orElseThrow(() -> RefusedRequestException.unauthorized(MISSING + name + " is missing."));
    }

    static Instant seconds(String header, String text) throws RefusedRequestException {
        try {
            return Instant.ofEpochSecond(Long.parseLong(text.trim()));
        } catch (NumberFormatException | DateTimeException e) {
            throw malformed(header, "a time in seconds since 1970");
        }
    }

    static RefusedRequestException malformed(String header, String allowed) {
        return RefusedRequestException.unauthorized("The header " + header + " must have " + allowed + ".");
    }
}
