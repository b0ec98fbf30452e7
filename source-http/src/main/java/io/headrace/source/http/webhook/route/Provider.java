package io.headrace.source.http.webhook.route;

import io.headrace.source.http.webhook.message.Template;
import io.headrace.source.http.webhook.verify.VerifySettings.Preset;
import java.util.Optional;

/**
 * Where a provider has the id and the type of its events, from the pages that {@code Schemes} names.
 *
 * @param challenges whether it asks an endpoint to show that it listens
 */
record Provider(Optional<Template> id, Optional<Template> type, boolean challenges) {

    static Provider of(Preset preset) {
        return switch (preset) {
            case GITHUB ->
                new Provider(template("${header.X-GitHub-Delivery}"), template("${header.X-GitHub-Event}"), false);
            case STRIPE -> new Provider(template("${body.id}"), template("${body.type}"), false);
            case SLACK -> new Provider(template("${body.event_id}"), template("${body.type}"), true);
            // The event's id is that of what happened in the shop, which may be told under several topics
            // (shopify.dev, "Ignore duplicate webhooks").
            case SHOPIFY ->
                new Provider(
                        template("${header.X-Shopify-Topic|}/${header.X-Shopify-Event-Id}"),
                        template("${header.X-Shopify-Topic}"),
                        false);
            // Svix sends the same values under names of its own.
            case STANDARD_WEBHOOKS ->
                new Provider(
                        Optional.of(Template.of("${header.webhook-id}").or(Template.of("${header.svix-id}"))),
                        template("${body.type}"),
                        false);
            case NONE, HMAC, API_KEY, BASIC, CLIENT_CERTIFICATE ->
                new Provider(Optional.empty(), Optional.empty(), false);
        };
    }

    private static Optional<Template> template(String text) {
        return Optional.of(Template.of(text));
    }
}
