package io.headrace.files.store.local;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** File operations that are durable when they return. */
final class Disk {

    /** Windows neither needs nor allows opening a directory to sync it. */
    private static final boolean DIRECTORIES_SYNC = File.separatorChar == '/';

    private Disk() {}

    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Makes the name of a file durable after it was created, renamed or removed. */
    static void syncName(Path file) throws IOException {
        if (DIRECTORIES_SYNC) {
            try (FileChannel directory = FileChannel.open(parent(file), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /** Creates the directories that are missing between {@code top}, which is taken to exist, and the file. */
    static void createParents(Path file, Path top) throws IOException {
        createDirectories(parent(file), top);
    }

    /** Creates what is missing between {@code top}, which is taken to exist, and {@code directory}. */
    static void createDirectories(Path directory, Path top) throws IOException {
        if (directory.equals(top) || Files.isDirectory(directory)) {
            return;
        }
        createDirectories(parent(directory), top);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        syncName(directory);
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "the root of a file system is no file");
    }
}
