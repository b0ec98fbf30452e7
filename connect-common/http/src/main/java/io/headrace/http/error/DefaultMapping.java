package io.headrace.http.error;

import io.headrace.core.error.ErrorClass;

/** What is done about a response that no filter fits: nothing is ever left out without being asked to. */
final class DefaultMapping {

    private DefaultMapping() {}

    static Verdict verdict(Outcome outcome, Backoffs backoffs) {
        Action action = action(outcome);
        ErrorClass errorClass = action == Action.FAIL || action == Action.REFRESH_TOKEN_THEN_RETRY
                ? ErrorClass.CONFIG
                : ErrorClass.TRANSIENT;
        return new Verdict(action, errorClass, mend(outcome), backoffs);
    }

    static Action action(Outcome outcome) {
        if (outcome.isThrottled()) {
            return Action.RATE_LIMITED;
        }
        if (outcome.isSuccess()) {
            return outcome.refused() ? Action.FAIL : Action.SUCCESS;
        }
        return switch (outcome.status()) {
            case 0, 408, 425 -> Action.RETRY;
            case 401 -> Action.REFRESH_TOKEN_THEN_RETRY;
            case 403 -> RateHeaders.limits(outcome) ? Action.RATE_LIMITED : Action.FAIL;
            case 429 -> Action.RATE_LIMITED;
            default -> outcome.status() >= 500 ? Action.RETRY : Action.FAIL;
        };
    }

    private static String mend(Outcome outcome) {
        if (outcome.isThrottled()) {
            return "";
        }
        if (outcome.isSuccess()) {
            return "The status is good, and the body reports an error. A response filter with SUCCESS takes such responses as they are, one with IGNORE leaves them out, one with RETRY asks again.";
        }
        return switch (outcome.status()) {
            case 400, 422 -> "Check the parameters and the body of the request.";
            case 401 -> "Check the credentials.";
            case 403 -> "Check what the credentials may read; an error handler with IGNORE leaves such responses out.";
            case 404, 410 -> "Check the address; an error handler with IGNORE leaves such responses out.";
            default -> "";
        };
    }
}
