package io.headrace.http.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.io.IOException;
import java.util.zip.ZipException;

/** The errors of bodies. They name the request and the place, never the content. */
final class Faults {

    private Faults() {}

    static HeadraceException of(Content content, String format, IOException e) {
        if (e instanceof LimitException limit) {
            return HeadraceException.config(content.origin() + ": " + limit.getMessage());
        }
        if (e instanceof StreamConstraintsException) {
            return tooLarge(content, e);
        }
        if (e instanceof JsonEOFException eof) {
            return broken(
                    content,
                    "the " + format + " ends in the middle" + place(eof.getLocation())
                            + ": the body was cut. It is asked for again.",
                    e);
        }
        if (e instanceof JsonProcessingException wrong) {
            return broken(
                    content,
                    "the body is no valid " + format + place(wrong.getLocation()) + " (" + reason(wrong)
                            + "). If the API sends another format or character set, name it in the decoder.",
                    e);
        }
        if (e instanceof ZipException) {
            return broken(content, "the compressed body is damaged or cut. It is asked for again.", e);
        }
        return new HeadraceException(
                ErrorClass.TRANSIENT,
                content.origin() + ": the connection broke in the middle of the body ("
                        + e.getClass().getSimpleName() + "). It is asked for again.",
                e);
    }

    /** Something that another try may mend: gateways cut bodies and send pages of their own. */
    static HeadraceException broken(Content content, String what) {
        return new HeadraceException(ErrorClass.TRANSIENT, content.origin() + ": " + what);
    }

    private static HeadraceException broken(Content content, String what, IOException e) {
        return new HeadraceException(ErrorClass.TRANSIENT, content.origin() + ": " + what, nameless(e));
    }

    /** Jackson's message shows a piece of the body; its class and stack are enough. */
    private static Throwable nameless(IOException e) {
        Throwable copy = new IOException(e.getClass().getName());
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }

    private static HeadraceException tooLarge(Content content, IOException e) {
        Limits limits = content.limits();
        return new HeadraceException(
                ErrorClass.CONFIG,
                content.origin() + ": the body has a text longer than " + limits.valueBytes()
                        + " bytes, a name or number of unusual length, or is nested deeper than " + limits.depth()
                        + " levels. Raise the limit if the API is meant to send that.",
                nameless(e));
    }

    static HeadraceException recordTooLarge(Content content) {
        return HeadraceException.config(content.origin() + ": a single record is larger than "
                + content.limits().valueBytes()
                + " bytes. Choose a path that leads to smaller records, or raise the limit.");
    }

    static HeadraceException restTooLarge(Content content) {
        return HeadraceException.config(
                content.origin() + ": what surrounds the records is larger than "
                        + content.limits().restBytes()
                        + " bytes. The field_path of the extractor may miss the list of records; correct it, or raise the limit.");
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message.contains("UTF-8") || message.contains("UTF-32") ? "it is not UTF-8" : "an unexpected character";
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
