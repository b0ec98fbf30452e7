package io.headrace.files.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} keeps. Each call of {@link #open} is another client of one and the same store. */
public abstract class StoreContract {

    protected abstract ObjectStore open();

    @Test
    void anObjectThatIsNotThereIsEmpty() throws Exception {
        try (ObjectStore store = open()) {
            assertThat(store.get("a/b")).isEmpty();
            store.delete("a/b");
            assertThat(store.list("", "", 10)).isEmpty();
        }
    }

    @Test
    void putIfAbsentWinsOnce() throws Exception {
        try (ObjectStore store = open();
                ObjectStore other = open()) {
            Optional<String> version = store.putIfAbsent("a/b", bytes("one"));
            assertThat(version).isPresent();
            assertThat(other.putIfAbsent("a/b", bytes("two"))).isEmpty();
            assertThat(other.get("a/b")).hasValueSatisfying(object -> {
                assertThat(object.content()).isEqualTo(bytes("one"));
                assertThat(object.version()).isEqualTo(version.get());
            });
        }
    }

    @Test
    void putIfMatchReplacesOnlyTheVersionItNames() throws Exception {
        try (ObjectStore store = open();
                ObjectStore other = open()) {
            String first = store.putIfAbsent("a", bytes("one")).orElseThrow();
            String second = other.putIfMatch("a", bytes("two"), first).orElseThrow();
            assertThat(second).isNotEqualTo(first);
            assertThat(store.putIfMatch("a", bytes("three"), first)).isEmpty();
            assertThat(text(store, "a")).isEqualTo("two");
            assertThat(store.putIfMatch("a", bytes("three"), second)).isPresent();
            assertThat(text(other, "a")).isEqualTo("three");
        }
    }

    @Test
    void putIfMatchOfAnObjectThatIsGoneChangesNothing() throws Exception {
        try (ObjectStore store = open()) {
            String version = store.putIfAbsent("a", bytes("one")).orElseThrow();
            store.delete("a");
            assertThat(store.putIfMatch("a", bytes("two"), version)).isEmpty();
            assertThat(store.get("a")).isEmpty();
            assertThat(store.putIfAbsent("a", bytes("three"))).isPresent();
        }
    }

    @Test
    void writersRacingOnOneObjectLoseNoUpdate() throws Exception {
        int writers = 4;
        int rounds = 50;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Integer>> tasks = IntStream.range(0, writers)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        try (ObjectStore store = open()) {
                            return count(store, "counter", rounds);
                        }
                    })
                    .toList();
            for (Future<Integer> task : pool.invokeAll(tasks)) {
                assertThat(task.get()).isEqualTo(rounds);
            }
        } finally {
            pool.shutdownNow();
        }
        try (ObjectStore store = open()) {
            assertThat(text(store, "counter")).isEqualTo(String.valueOf(writers * rounds));
        }
    }

    @Test
    void listsInOrderFromAPlaceOn() throws Exception {
        try (ObjectStore store = open()) {
            for (String key : List.of("t/b", "t/a/2", "t/a/1", "t-x", "u", "t/a-1")) {
                store.putIfAbsent(key, bytes(key));
            }
            assertThat(store.list("t/", "", 10)).containsExactly("t/a-1", "t/a/1", "t/a/2", "t/b");
            assertThat(store.list("t/", "t/a/1", 1)).containsExactly("t/a/2");
            assertThat(store.list("t", "t/b", 10)).isEmpty();
            assertThat(store.list("t/a", "", 10)).containsExactly("t/a-1", "t/a/1", "t/a/2");
            assertThat(store.list("none/", "", 10)).isEmpty();
        }
    }

    @Test
    void anUploadIsInvisibleUntilItIsPublished() throws Exception {
        try (ObjectStore store = open();
                ObjectStore other = open()) {
            StagedObject staged = stage(store, "t/file", "rows");
            assertThat(other.get("t/file")).isEmpty();
            assertThat(other.list("", "", 10)).isEmpty();
            assertThat(other.staged("t/")).containsExactly(staged);
            assertThat(other.staged("u/")).isEmpty();

            assertThat(other.publish(staged)).isTrue();
            assertThat(text(store, "t/file")).isEqualTo("rows");
            assertThat(store.list("", "", 10)).containsExactly("t/file");
            assertThat(store.staged("")).isEmpty();
            assertThat(store.publish(staged)).as("again").isTrue();
        }
    }

    @Test
    void anAbortedUploadIsGone() throws Exception {
        try (ObjectStore store = open()) {
            StagedObject staged = stage(store, "t/file", "rows");
            store.abort(staged);
            store.abort(staged);
            assertThat(store.staged("")).isEmpty();
            assertThat(store.publish(staged)).isFalse();
            assertThat(store.get("t/file")).isEmpty();
        }
    }

    @Test
    void publishingWhatWasPublishedAndRemovedSaysSo() throws Exception {
        try (ObjectStore store = open()) {
            StagedObject staged = stage(store, "t/file", "rows");
            store.publish(staged);
            store.delete("t/file");
            assertThat(store.publish(staged)).isFalse();
        }
    }

    @Test
    void anUploadClosedHalfwayLeavesNothing() throws Exception {
        try (ObjectStore store = open()) {
            try (Upload upload = store.stage("t/file")) {
                upload.stream().write(bytes("half"));
            }
            assertThat(store.staged("")).isEmpty();
            assertThat(store.list("", "", 10)).isEmpty();
        }
    }

    @Test
    void twoClientsPublishingOneUploadBothSucceed() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (ObjectStore store = open();
                ObjectStore other = open()) {
            for (int i = 0; i < 50; i++) {
                StagedObject staged = stage(store, "t/file" + i, "rows");
                List<Future<Boolean>> both =
                        pool.invokeAll(List.of(() -> store.publish(staged), () -> other.publish(staged)));
                for (Future<Boolean> one : both) {
                    assertThat(one.get()).isTrue();
                }
            }
            assertThat(store.list("t/", "", 100)).hasSize(50);
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc/passwd", "../x", "a/../../x", "a/./b", "a//b", "a/", "a\\b", "a b", "naïve", "a\u0000b"
            })
    void s24KeysThatAreNotPlainPathsAreRefused(String key) throws Exception {
        try (ObjectStore store = open()) {
            assertThatThrownBy(() -> store.putIfAbsent(key, bytes("x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The key '" + key
                                    + "' is not a relative path of plain segments: encode names with ObjectNames.segment first");
            assertThatThrownBy(() -> store.stage(key)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.get(key)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anEmptyObjectAndAManyMegabyteObjectRoundTrip() throws Exception {
        try (ObjectStore store = open()) {
            byte[] big = new byte[20 << 20];
            new java.util.Random(1).nextBytes(big);
            store.putIfAbsent("empty", new byte[0]);
            store.putIfAbsent("big", big);
            assertThat(store.get("empty").orElseThrow().content()).isEmpty();
            assertThat(store.get("big").orElseThrow().content()).isEqualTo(big);
        }
    }

    /** Adds one to a number in an object, so many times, each by compare-and-set. */
    public static int count(ObjectStore store, String key, int rounds) throws IOException {
        List<Integer> written = new ArrayList<>();
        while (written.size() < rounds) {
            Optional<StoredObject> now = store.get(key);
            int next = now.map(object -> Integer.parseInt(new String(object.content(), UTF_8)))
                            .orElse(0)
                    + 1;
            byte[] content = bytes(String.valueOf(next));
            Optional<String> version = now.isPresent()
                    ? store.putIfMatch(key, content, now.get().version())
                    : store.putIfAbsent(key, content);
            if (version.isPresent()) {
                written.add(next);
            }
        }
        return written.size();
    }

    protected static StagedObject stage(ObjectStore store, String key, String content) throws IOException {
        try (Upload upload = store.stage(key)) {
            upload.stream().write(bytes(content));
            return upload.complete();
        }
    }

    protected static String text(ObjectStore store, String key) throws IOException {
        return new String(store.get(key).orElseThrow().content(), UTF_8);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
