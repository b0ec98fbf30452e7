package io.headrace.http.client;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;

/** The task is stopping, so nothing is sent any more. */
public final class CancelledException extends HeadraceException {

    private static final long serialVersionUID = 1L;

    CancelledException() {
        super(ErrorClass.TRANSIENT, "The task is stopping; the request was given up.");
    }
}
