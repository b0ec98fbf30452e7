package io.headrace.http.wire;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.RequestOptions.Target;
import io.headrace.http.wire.RequestOptions.Where;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled {@code RequestOption}: where a component puts its value into a request. */
public final class Injection {

    private static final Map<String, Where> PARTS = Map.of(
            "request_parameter",
            Where.PARAMETER,
            "header",
            Where.HEADER,
            "body_data",
            Where.FORM,
            "body_json",
            Where.JSON);

    private final Where where;
    private final List<Template> path;

    private Injection(Where where, List<Template> path) {
        this.where = where;
        this.path = path;
    }

    /** Compiles a component of type {@code RequestOption}. */
    public static Injection of(Component option) {
        Where where = PARTS.get(option.text("inject_into"));
        if (where == null) {
            throw option.refuse(
                    "inject_into",
                    "'" + option.text("inject_into") + "' is no part of a request",
                    "use request_parameter, header, body_data or body_json");
        }
        boolean named = option.has("field_name");
        if (named == option.has("field_path")) {
            throw option.refuse(
                    "field_name",
                    "exactly one of field_name and field_path must be given",
                    "give field_name, or field_path for a nested field of a JSON body");
        }
        if (named) {
            return new Injection(where, List.of(Template.of(option, "field_name")));
        }
        if (where != Where.JSON) {
            throw option.refuse(
                    "field_path",
                    "a path is possible in JSON bodies only, and inject_into is '" + option.text("inject_into") + "'",
                    "use field_name");
        }
        return new Injection(
                where,
                option.values("field_path").stream()
                        .map(step -> Template.of(String.valueOf(step), option.place()))
                        .toList());
    }

    /** The place in the request, with names evaluated. */
    public Target target(Scope scope) {
        return new Target(where, path.stream().map(step -> step.text(scope)).toList());
    }

    /** The options and this value. */
    public RequestOptions put(RequestOptions options, Scope scope, @Nullable Object value) {
        return options.with(target(scope), value);
    }

    /** The request with a secret at this place, marked as secret. */
    public RequestDraft putSecret(RequestDraft draft, Scope scope, String secret) {
        Target target = target(scope);
        if ((where == Where.FORM || where == Where.JSON) && draft.method().equals("GET")) {
            throw HeadraceException.config(
                    "The " + target
                            + " cannot hold a credential, because a GET request carries no body. Use POST, or put it into a header.");
        }
        return switch (where) {
            case HEADER -> draft.header(target.name(), secret).hiding(target.name());
            case PARAMETER -> draft.parameter(target.name(), secret).hiding(target.name());
            case FORM -> draft.with(form(draft, target).with(target.name(), secret));
            case JSON -> draft.with(json(draft, target).with(target.path(), secret));
        };
    }

    private static Body.Form form(RequestDraft draft, Target target) {
        if (draft.body() instanceof Body.Form form) {
            return form;
        }
        if (draft.body().isNone()) {
            return new Body.Form(Map.of());
        }
        throw contradiction(target, "form");
    }

    private static Body.Json json(RequestDraft draft, Target target) {
        if (draft.body() instanceof Body.Json json) {
            return json;
        }
        if (draft.body().isNone()) {
            return new Body.Json(Map.of());
        }
        throw contradiction(target, "JSON");
    }

    private static HeadraceException contradiction(Target target, String kind) {
        return HeadraceException.config("The " + target + " needs a " + kind
                + " body, and the request has a body of another kind. Use the same kind of body for both.");
    }
}
