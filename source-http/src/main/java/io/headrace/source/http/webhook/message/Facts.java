package io.headrace.source.http.webhook.message;

import java.util.Optional;

/** Where a template finds the texts of one event. */
@FunctionalInterface
public interface Facts {

    /** The text of a source; empty when the request or the event does not have it. */
    Optional<String> text(Template.Source source);
}
