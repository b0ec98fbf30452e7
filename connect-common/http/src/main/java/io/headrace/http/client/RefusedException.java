package io.headrace.http.client;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;

/** A response that the error handler does not take for a good one. */
public final class RefusedException extends HeadraceException {

    private static final long serialVersionUID = 1L;

    private final boolean aboutCredentials;

    /** @param aboutCredentials whether who asks was refused, and not what was asked for */
    public RefusedException(ErrorClass errorClass, String message, boolean aboutCredentials) {
        super(errorClass, message);
        this.aboutCredentials = aboutCredentials;
    }

    /** Whether another request with these credentials would be refused too; otherwise it may be the page that is asked for. */
    public boolean isAboutCredentials() {
        return aboutCredentials;
    }
}
