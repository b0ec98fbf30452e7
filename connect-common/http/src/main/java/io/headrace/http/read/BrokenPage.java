package io.headrace.http.read;

import io.headrace.core.error.HeadraceException;

/** A body that broke off while its records were read: the page is asked for again and what was emitted of it is passed over. */
final class BrokenPage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HeadraceException why;

    BrokenPage(HeadraceException why) {
        super(why.getMessage(), why);
        this.why = why;
    }

    HeadraceException why() {
        return why;
    }
}
