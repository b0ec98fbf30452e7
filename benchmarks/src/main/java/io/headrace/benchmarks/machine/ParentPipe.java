package io.headrace.benchmarks.machine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a main class that runs as a {@link ChildJvm} has of its parent. */
public final class ParentPipe {
    private ParentPipe() {}

    /** Says a line. */
    public static void say(String line) throws IOException {
        // Not closed: the descriptor is the process'.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the parent lets go, or has ended. */
    public static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is told this way.
        }
    }
}
