package io.headrace.source.http.webhook.message;

/** A request that is not taken: the status and the text of the answer. Neither holds a secret or what an unknown sender should not learn. */
public final class RefusedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedRequestException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The request itself is wrong; sent again it is wrong again. */
    public static RefusedRequestException bad(String message) {
        return new RefusedRequestException(400, message);
    }

    /** The sender did not show who it is. */
    public static RefusedRequestException unauthorized(String message) {
        return new RefusedRequestException(401, message);
    }

    public static RefusedRequestException tooLarge(String message) {
        return new RefusedRequestException(413, message);
    }

    public static RefusedRequestException unsupported(String message) {
        return new RefusedRequestException(415, message);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The text of the answer. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
