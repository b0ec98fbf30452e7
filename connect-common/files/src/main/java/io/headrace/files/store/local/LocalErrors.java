package io.headrace.files.store.local;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What file errors mean. The JDK has exceptions for some; for the rest there is only the operating system's text (strerror of ENOSPC, EDQUOT, EROFS). */
final class LocalErrors {

    private LocalErrors() {}

    static HeadraceException explain(Path root, IOException error) {
        String text = String.valueOf(error.getMessage());
        if (text.contains("No space left on device")
                || text.contains("Disk quota exceeded")
                || text.contains("not enough space")) {
            return new HeadraceException(
                    ErrorClass.TRANSIENT,
                    "The disk of " + root + " is full (" + text + "). Free space: writing goes on by itself then",
                    error);
        }
        if (error instanceof AccessDeniedException) {
            return config(root, text, "Give the worker's user read, write and execute permission there", error);
        }
        if (text.contains("Read-only file system")) {
            return config(root, text, "Mount it writable", error);
        }
        if (error instanceof AtomicMoveNotSupportedException) {
            return config(root, text, "Keep everything below it on one file system, without links to another", error);
        }
        if (error instanceof NotDirectoryException || error instanceof FileAlreadyExistsException) {
            return config(root, text, "Move the file that stands where a directory must be", error);
        }
        return new HeadraceException(ErrorClass.TRANSIENT, "Cannot write below " + root + " now: " + text, error);
    }

    private static HeadraceException config(Path root, String text, String mend, IOException error) {
        return new HeadraceException(
                ErrorClass.CONFIG, "Cannot write below " + root + ": " + text + ". " + mend, error);
    }
}
