package io.headrace.files.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StoreContract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends StoreContract {

    @TempDir
    Path root;

    @Override
    protected ObjectStore open() {
        return new LocalStore(root);
    }

    @Test
    void processesRacingOnOneObjectLoseNoUpdate() throws Exception {
        int processes = 3;
        int rounds = 100;
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            children.add(java(Counter.class, root.toString(), String.valueOf(rounds)));
        }
        try (ObjectStore store = open()) {
            count(store, "counter", rounds);
            for (Process child : children) {
                assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(child.exitValue()).isZero();
            }
            assertThat(text(store, "counter")).isEqualTo(String.valueOf((processes + 1) * rounds));
        }
    }

    @Test
    void classLoadersOfOneJvmDoNotDropEachOthersLocks() throws Exception {
        try (URLClassLoader plugin = copyOfThisClassPath()) {
            Class<?> type = plugin.loadClass(LocalStore.class.getName());
            assertThat(type).isNotSameAs(LocalStore.class);
            Method main = plugin.loadClass(Counter.class.getName()).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            Process child = java(Counter.class, root.toString(), "100");
            FutureTask<Object> inPlugin =
                    new FutureTask<>(() -> main.invoke(null, (Object) new String[] {root.toString(), "100"}));
            new Thread(inPlugin).start();
            try (ObjectStore store = open()) {
                count(store, "counter", 100);
                inPlugin.get(1, TimeUnit.MINUTES);
                assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(text(store, "counter")).isEqualTo("300");
            }
        }
    }

    @Test
    void aProcessThatDiesHoldingALockBlocksNobody() throws Exception {
        try (ObjectStore store = open()) {
            store.putIfAbsent("a", bytes("one"));
        }
        Process holder = java(Holder.class, root.toString(), "a");
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        holder.destroyForcibly().waitFor();
        try (ObjectStore store = open()) {
            assertThat(store.putIfAbsent("a", bytes("two"))).isEmpty();
        }
    }

    @Test
    void keysOfTheStoreItselfAreRefused() {
        ObjectStore store = open();
        assertThatThrownBy(() -> store.putIfAbsent("_headrace/staging/x", bytes("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key '_headrace/staging/x' belongs to the store itself");
    }

    @Test
    void s27ARootThatVanishesIsNotMadeAgain() throws Exception {
        Path mounted = root.resolve("mounted");
        ObjectStore store = new LocalStore(mounted);
        store.putIfAbsent("a", bytes("one"));
        Files.move(mounted, root.resolve("unmounted"));
        Files.createDirectory(mounted);
        assertThatThrownBy(() -> store.get("a"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(mounted.resolve("_headrace/locks") + ": it was there before: is the disk unmounted?");
        Files.delete(mounted);
        Files.move(root.resolve("unmounted"), mounted);
        assertThat(text(store, "a")).isEqualTo("one");
    }

    @Test
    void errorsSayWhatToDo() {
        assertExplained(
                new FileSystemException("/lake/x", null, "No space left on device"),
                ErrorClass.TRANSIENT,
                "The disk of /lake is full (/lake/x: No space left on device). Free space: writing goes on by itself then");
        assertExplained(
                new AccessDeniedException("/lake/x"),
                ErrorClass.CONFIG,
                "Cannot write below /lake: /lake/x. Give the worker's user read, write and execute permission there");
        assertExplained(
                new FileSystemException("/lake/x", null, "Read-only file system"),
                ErrorClass.CONFIG,
                "Cannot write below /lake: /lake/x: Read-only file system. Mount it writable");
        assertExplained(
                new IOException("Stale file handle"),
                ErrorClass.TRANSIENT,
                "Cannot write below /lake now: Stale file handle");
    }

    private static void assertExplained(IOException error, ErrorClass errorClass, String message) {
        HeadraceException explained = LocalErrors.explain(Path.of("/lake"), error);
        assertThat(explained.errorClass()).isEqualTo(errorClass);
        assertThat(explained).hasMessage(message).hasCause(error);
    }

    /** Takes the lock of a key, says so, and stays. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws Exception {
            Path locks = Path.of(args[0]).resolve("_headrace/locks");
            try (LockFile lock = LockFile.acquire(locks, args[1]);
                    FileChannel scratch =
                            FileChannel.open(lock.scratch(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                scratch.write(java.nio.ByteBuffer.wrap(bytes("torn")));
                System.out.println("held");
                System.in.read();
            }
        }
    }

    private static Process java(Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static URLClassLoader copyOfThisClassPath() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
