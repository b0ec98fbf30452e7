package io.headrace.testkit.server;

import io.headrace.runtime.Await;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path dir;

    @Test
    void aChildEndsWithTheProcessThatStartedIt() throws IOException {
        Path pidFile = dir.resolve("grandchild.pid");
        try (ChildProcess child = run(Parent.class, pidFile, dir.resolve("child.log"))) {
            child.awaitReady("the grandchild", Numbers.DEADLINE, () -> Files.exists(pidFile));
            ProcessHandle grandchild =
                    ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
            child.kill();
            Await.until("the grandchild to end", Numbers.DEADLINE, () -> !grandchild.isAlive());
        }
    }

    private static ChildProcess run(Class<?> main, Path argument, Path log) {
        List<Path> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .map(Path::of)
                .toList();
        return ChildProcess.start(List.of(), classPath, List.of(main.getName(), argument.toString()), log);
    }

    /** Starts a child that waits for ever, and then waits itself. */
    public static final class Parent {
        public static void main(String[] args) throws InterruptedException, IOException {
            Path pidFile = Path.of(args[0]);
            ChildProcess child = run(Waiting.class, pidFile, pidFile.resolveSibling("grandchild.log"));
            Path written = Files.writeString(pidFile.resolveSibling("pid.part"), Long.toString(child.pid()));
            Files.move(written, pidFile);
            new CountDownLatch(1).await();
        }
    }

    public static final class Waiting {
        public static void main(String[] args) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }
}
