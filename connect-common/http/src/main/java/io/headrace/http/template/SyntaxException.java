package io.headrace.http.template;

/** A template that cannot be compiled: what is wrong, and the mend. */
final class SyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String mend;

    SyntaxException(String what, String mend) {
        super(what, null, false, false);
        this.mend = mend;
    }

    String mend() {
        return mend;
    }
}
