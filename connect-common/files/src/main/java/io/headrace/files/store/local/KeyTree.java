package io.headrace.files.store.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Keys as files below a directory.
 *
 * @param suffix what the files' names have after the key
 * @param excluded directories that hold no keys
 */
record KeyTree(Path root, String suffix, List<Path> excluded) {

    /** @throws IllegalArgumentException when the key would lead out of the tree, into an excluded directory, or nowhere */
    Path path(String key) {
        for (String segment : key.split("/", -1)) {
            if (segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || !segment.chars().allMatch(KeyTree::isAllowed)) {
                throw new IllegalArgumentException("The key '" + key
                        + "' is not a relative path of plain segments: encode names with ObjectNames.segment first");
            }
        }
        Path path = root.resolve(key + suffix);
        if (excluded.stream().anyMatch(path::startsWith)) {
            throw new IllegalArgumentException("The key '" + key + "' belongs to the store itself");
        }
        return path;
    }

    /** Every key that begins with the prefix, sorted. */
    List<String> keys(String prefix) throws IOException {
        int slash = prefix.lastIndexOf('/');
        Path start = slash < 0 ? root : root.resolve(prefix.substring(0, slash));
        List<String> keys = new ArrayList<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return excluded.contains(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                if (name.startsWith(prefix) && name.endsWith(suffix)) {
                    keys.add(name.substring(0, name.length() - suffix.length()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                if (error instanceof NoSuchFileException) {
                    // Removed while we looked, or nothing under the prefix yet.
                    return FileVisitResult.CONTINUE;
                }
                throw error;
            }
        });
        Collections.sort(keys);
        return keys;
    }

    private static boolean isAllowed(int c) {
        return c > ' ' && c < 0x7f && "\\:*?\"<>|".indexOf(c) < 0;
    }
}
