package io.headrace.filesink;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.schema.TableId;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.local.LocalStore;
import io.headrace.filesink.FaultyStore.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something goes wrong at every single call to the store in turn; afterwards every row is there once, and nothing is left behind. */
class CrashPointsTest {

    private static final TableId ITEMS = TableId.of("items");
    private static final long END = 12;
    private static final long BATCH = 5;

    @TempDir(factory = InMemory.class)
    Path dir;

    /** The process is gone; nobody may catch it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void s29ACrashAtAnyCallLosesAndDoublesNothing() {
        int calls = countCalls();
        assertThat(calls).isGreaterThan(50);
        for (int at = 0; at < calls * 2; at++) {
            Lake lake = new Lake(dir.resolve("crash" + at));
            runUntilCrash(lake, at);
            resume(lake.open());
            assertWhole(lake, "crash at " + at);
        }
    }

    @Test
    void s29ASecondCrashDuringRecoveryLosesAndDoublesNothing() {
        int calls = countCalls();
        for (int at = 0; at < calls * 2; at += 3) {
            for (int again = 0; again < 16; again += 3) {
                Lake lake = new Lake(dir.resolve("crash" + at + "-" + again));
                runUntilCrash(lake, at);
                runUntilCrash(lake, again);
                resume(lake.open());
                assertWhole(lake, "crash at " + at + ", then at " + again);
            }
        }
    }

    @Test
    void s21s28AnErrorAtAnyCallWithTheAnswerLostOrNotIsRepeatedExactly() {
        int calls = countCalls();
        for (int at = 0; at < calls * 2; at++) {
            Lake lake = new Lake(dir.resolve("error" + at));
            AtomicInteger countdown = new AtomicInteger(at);
            resume(lake.open(faulty(lake, (call, after) -> {
                if (countdown.getAndDecrement() == 0) {
                    throw new IOException("Connection reset");
                }
            })));
            assertWhole(lake, "error at " + at);
        }
    }

    @Test
    void s01AZombieStoppedAtAnyCallWritesNothingTwice() {
        int calls = countCalls();
        for (int at = 0; at < calls * 2; at++) {
            Lake lake = new Lake(dir.resolve("zombie" + at));
            AtomicInteger countdown = new AtomicInteger(at);
            FilesDestination zombie = lake.open(faulty(lake, (call, after) -> {
                if (countdown.getAndDecrement() == 0) {
                    load(lake.open(), END - 2);
                }
            }));
            resume(zombie);
            assertWhole(lake, "takeover at " + at);
        }
    }

    @Test
    void aStagedFileThatVanishesAfterTheCommitTakesTheBatchBack() {
        int calls = countCalls();
        for (int at = 0; at < calls * 2; at++) {
            Lake lake = new Lake(dir.resolve("lost" + at));
            AtomicInteger countdown = new AtomicInteger(at);
            resume(lake.open(faulty(lake, (call, after) -> {
                if (countdown.getAndDecrement() == 0) {
                    removeOneStagedFile(lake);
                }
            })));
            assertWhole(lake, "loss at " + at);
        }
    }

    private int countCalls() {
        AtomicInteger calls = new AtomicInteger();
        Lake lake = new Lake(dir.resolve("count"));
        resume(lake.open(faulty(lake, (call, after) -> calls.addAndGet(after ? 1 : 0))));
        assertWhole(lake, "no fault");
        return calls.get();
    }

    /** @param at how many moments, before and after calls, pass before the process dies; perhaps more than there are */
    private static void runUntilCrash(Lake lake, int at) {
        AtomicInteger countdown = new AtomicInteger(at);
        try {
            resume(lake.open(faulty(lake, (call, after) -> {
                if (countdown.getAndDecrement() <= 0) {
                    throw new Crash();
                }
            })));
        } catch (Crash e) {
            assertThat(countdown.get()).isNegative();
        }
    }

    private static ObjectStore faulty(Lake lake, Fault fault) {
        return new FaultyStore(new LocalStore(lake.root), fault);
    }

    private static void load(FilesDestination destination, long end) {
        new EngineLoop(destination, BATCH, Lake.ORDERS, ITEMS).load(Lake.key(0), end);
    }

    /** Loads what is missing and closes. */
    private static void resume(FilesDestination destination) {
        load(destination, END);
        destination.close();
    }

    private static void assertWhole(Lake lake, String when) {
        List<String> expected = Lake.expected(0, END);
        assertThat(lake.lines(Lake.ORDERS)).as(when).isEqualTo(expected);
        assertThat(lake.lines(ITEMS)).as(when).isEqualTo(expected);
        FilesDestination later = lake.open();
        later.recover(Set.of(Lake.key(0)));
        try (ObjectStore store = new LocalStore(lake.root)) {
            assertThat(store.staged("")).as(when).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeOneStagedFile(Lake lake) throws IOException {
        Path staging = lake.root.resolve("_headrace/staging");
        if (Files.isDirectory(staging)) {
            try (var files = Files.walk(staging)) {
                List<Path> staged = files.filter(Files::isRegularFile).limit(1).toList();
                for (Path file : staged) {
                    Files.delete(file);
                }
            }
        }
    }
}
