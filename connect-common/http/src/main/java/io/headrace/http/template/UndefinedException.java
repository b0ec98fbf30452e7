package io.headrace.http.template;

/** Something was asked of a value that is not there: the whole template yields nothing, as in the airbyte-cdk. */
final class UndefinedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndefinedException() {
        super("undefined", null, false, false);
    }
}
