package io.headrace.core.config;

/** A text that is no value of its kind. Carries the parts of the sentence a user reads; never the text of a secret. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, for example {@code 'abc' is not allowed}. */
    final String what;

    /** What is allowed, to follow "it must be". */
    final String allowed;

    /** What to do, an imperative without full stop. */
    final String mend;

    /** Whether leaving the key out mends it too. */
    final boolean mayBeLeftOut;

    RefusedException(String what, String allowed, String mend, boolean mayBeLeftOut) {
        super(what + "; it must be " + allowed, null, false, false);
        this.what = what;
        this.allowed = allowed;
        this.mend = mend;
        this.mayBeLeftOut = mayBeLeftOut;
    }
}
