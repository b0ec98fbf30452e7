package io.headrace.http.template;

/** An expression that cannot be evaluated; the message holds no values. */
final class EvalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EvalException(String what) {
        super(what, null, false, false);
    }
}
