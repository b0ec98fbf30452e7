package io.headrace.http.client;

/** Looks at a response that was too long to be looked at before its records were read. */
@FunctionalInterface
interface LateJudge {

    /**
     * Judges.
     *
     * @param rest what surrounds the records
     * @throws io.headrace.core.error.HeadraceException when the error handler does not take the response for a good one; transient where it asks for another try
     */
    void judge(Object rest);
}
