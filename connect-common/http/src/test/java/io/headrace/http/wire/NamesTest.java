package io.headrace.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NamesTest {

    private static Names with(Names names, String... more) {
        Names all = names;
        for (String name : more) {
            all = Objects.requireNonNull(all.with(name), name);
        }
        return all;
    }

    private static Names numbered(Names names, int count) {
        return with(names, IntStream.range(0, count).mapToObj(i -> "f" + i).toArray(String[]::new));
    }

    @Test
    void keepTheirOrder() {
        Names names = with(Names.none(), "id", "name", "at");

        assertThat(names).hasToString("[id, name, at]");
        assertThat(names.size()).isEqualTo(3);
        assertThat(names.get(1)).isEqualTo("name");
        assertThat(names.indexOf("at")).isEqualTo(2);
        assertThat(names.indexOf("none")).isEqualTo(-1);
    }

    @Test
    void manyAreFoundToo() {
        Names names = numbered(Names.none(), 100);

        for (int i = 0; i < 100; i++) {
            assertThat(names.indexOf("f" + i)).isEqualTo(i);
        }
        assertThat(names.indexOf("f100")).isEqualTo(-1);
    }

    @Test
    void theSameNamesAreOneObject() {
        Names root = Names.none();
        Names first = with(root, "id", "name");
        Names other = with(root, "id", "title");

        assertThat(with(root, "id", "name")).isSameAs(first);
        assertThat(other).isNotSameAs(first).hasToString("[id, title]");
        assertThat(with(Names.none(), "id", "name")).isNotSameAs(first);
    }

    @Test
    void noneStandsThereTwice() {
        assertThat(with(Names.none(), "a", "b").with("a")).isNull();
    }

    @Test
    void anObjectHasSoManyFieldsAtMost() {
        Names most = numbered(Names.none(), 1_000);

        assertThat(most.with("one more")).isNull();
    }

    @Test
    void soManyNamesFollowOneAtMostAndTheKnownOnesGoOn() {
        Names root = Names.none();
        Names known = with(root, "f0");
        for (int i = 1; i < 64; i++) {
            with(root, "f" + i);
        }

        assertThat(root.with("f64")).isNull();
        assertThat(root.with("f0")).isSameAs(known);
        assertThat(root.isFull()).isFalse();
    }

    @Test
    void aTreeIsFullOneDayAndTheKnownNamesGoOn() {
        Names root = Names.none();
        for (int i = 0; i < 9; i++) {
            numbered(with(root, "root" + i), 999);
        }
        numbered(with(root, "shorter"), 500);
        Names last = with(root, "last");
        for (int i = 0; !root.isFull(); i++) {
            last = with(last, "l" + i);
        }

        assertThat(last.with("one more")).isNull();
        assertThat(with(root, "root3", "f0", "f1")).hasToString("[root3, f0, f1]");
    }

    @Test
    void severalThreadsGrowOneTree() {
        Names root = Names.none();
        Set<Names> grown = ConcurrentHashMap.newKeySet();
        List<String> names = IntStream.range(0, 60).mapToObj(i -> "f" + i).toList();
        IntStream.range(0, 400).parallel().forEach(i -> grown.add(with(root, names.get(i % 60), "id")));

        assertThat(grown)
                .extracting(Names::toString)
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "[" + name + ", id]").toList());
    }
}
