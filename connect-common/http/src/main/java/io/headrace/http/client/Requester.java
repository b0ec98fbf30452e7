package io.headrace.http.client;

import io.headrace.http.auth.Authenticator;
import io.headrace.http.error.ErrorHandler;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.RequestOptions;
import java.util.Optional;
import okhttp3.HttpUrl;

/** A compiled {@code HttpRequester}. Immutable and thread-safe; every request is an {@link Exchange} of its own. */
public final class Requester {

    private final HttpContext context;
    private final Drafts drafts;
    private final Authenticator authenticator;
    private final Optional<Component> credentials;
    private final ErrorHandler errors;
    private final boolean cached;

    private Requester(Component component, HttpContext context) {
        this.context = context;
        this.drafts = new Drafts(component);
        this.credentials = component.optionalChild("authenticator");
        Optional<HttpUrl> base = drafts.home(context.scope());
        this.authenticator = context.authenticator(credentials, base);
        ErrorHandler handler =
                component.optionalChild("error_handler").map(ErrorHandler::of).orElseGet(ErrorHandler::byDefault);
        this.errors = Bodies.isGraphQl(component) ? handler.forGraphQl() : handler;
        this.cached = component.flag("use_cache");
        base.ifPresent(home -> {
            context.hosts().know(home);
            context.homes(credentials).add(Origin.of(home));
        });
    }

    /**
     * Compiles a requester.
     *
     * @throws io.headrace.http.spec.SpecException when the component contradicts itself
     */
    public static Requester of(Component requester, HttpContext context) {
        if (!requester.type().equals("HttpRequester")) {
            throw requester.refuse(
                    "type", requester.type() + " is no requester that this engine has", "use HttpRequester");
        }
        return new Requester(requester, context);
    }

    /**
     * A request.
     *
     * @param scope sees what the templates of the requester need, and the settings
     * @param injected what paginator, cursor and router put in
     */
    public Exchange request(Scope scope, RequestOptions injected) {
        return new Exchange(this, scope, drafts.make(scope, injected), false);
    }

    /**
     * A request for an address that a response gave, such as a next page. Parameters that it has already stay as they are. On another origin it goes without credentials and declared headers.
     *
     * @param absolute see {@link Answer#url} for how to resolve a relative one
     */
    public Exchange follow(Scope scope, RequestOptions injected, HttpUrl absolute) {
        RequestDraft own = drafts.make(scope, injected);
        boolean away = !Origin.of(absolute).equals(Origin.of(own.url()));
        if (away) {
            context.hosts().check(absolute, "A link in a response");
            return new Exchange(this, scope, RequestDraft.of("GET", absolute), true);
        }
        return new Exchange(this, scope, Drafts.follow(own, absolute), false);
    }

    HttpContext context() {
        return context;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    ErrorHandler errors() {
        return errors;
    }

    boolean isCached() {
        return cached;
    }

    /** Whether the credential may go to an address that a template gave: one that the settings name, or that this credential belongs to. */
    boolean mayCarryCredentials(HttpUrl url) {
        return context.homes(credentials).contains(Origin.of(url))
                || context.hosts().isNamed(url);
    }

    boolean hasCredentials() {
        return credentials.filter(auth -> !auth.type().equals("NoAuth")).isPresent();
    }
}
