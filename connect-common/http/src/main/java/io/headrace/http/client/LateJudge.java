package io.headrace.http.client;

/** Looks at a response when its records were read: it may have been too long to be looked at before, or have none where they are looked for. */
@FunctionalInterface
interface LateJudge {

    /**
     * Judges.
     *
     * @param rest what surrounds the records
     * @param missed whether the body has not the field in which records are looked for
     * @throws io.headrace.core.error.HeadraceException when the error handler does not take the response for a good one; transient where it asks for another try
     */
    void judge(Object rest, boolean missed);
}
