package io.headrace.http.auth;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Refresh tokens as files of a directory, one for each, which nobody but their owner may read. A file is replaced as a whole and forced to the disk before anybody uses what is in it, so
 * that a crash at any moment leaves the old token or the new one.
 */
public final class TokenDirectory implements TokenStore {

    private final Path directory;

    public TokenDirectory(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** Why a path cannot be such a directory; empty when it can. Nothing is made. */
    public static Optional<String> problem(Path path) {
        Path existing = path.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            return Optional.of("it is no directory");
        }
        return Files.isWritable(existing) ? Optional.empty() : Optional.of("it cannot be written to");
    }

    @Override
    public Optional<Secret> load(String name) {
        try {
            return Optional.of(Files.readString(file(name)).strip())
                    .filter(text -> !text.isEmpty())
                    .map(Secret::of);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void save(String name, Secret refreshToken) {
        try {
            Files.createDirectories(directory, owner("rwx------"));
            Path file = file(name);
            Path fresh = Files.createTempFile(directory, "token", ".new", owner("rw-------"));
            try {
                write(fresh, refreshToken);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            force();
        } catch (FileAlreadyExistsException e) {
            throw failed("made, because there is a file of that name", e);
        } catch (IOException e) {
            throw failed("written to", e);
        }
    }

    private static void write(Path file, Secret token) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(token.value().getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Makes the new name last. Systems that cannot open a directory do so by themselves. */
    private void force() throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private FileAttribute<?>[] owner(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        Set<String> views = directory.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix");
    }

    /** Names hold addresses, which no file may be called. */
    private Path file(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".token");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Transient, because a full disk passes; the token that works is still the one that is held. */
    private HeadraceException failed(String what, IOException e) {
        return new HeadraceException(
                ErrorClass.TRANSIENT,
                "The directory of refresh tokens, " + directory + ", cannot be " + what + " ("
                        + e.getClass().getSimpleName() + "). Give its rights to the user that runs this.",
                e);
    }
}
