package io.headrace.source.http.poll;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Nearest;
import io.headrace.http.template.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes units of streams, and spreads them over tasks. */
final class Units {

    private Units() {}

    /**
     * The streams that were chosen, compiled.
     *
     * @throws HeadraceException of class CONFIG when one cannot be read, or a chosen one is not there
     */
    static List<StreamSpec> compile(HttpConfig config, List<Component> streams, Scope scope) {
        List<String> names = streams.stream().map(stream -> stream.text("name")).toList();
        for (String name : config.chosen()) {
            if (!names.contains(name)) {
                throw HeadraceException.config("There is no stream '" + name + "'; "
                        + Nearest.mend(name, names, "there are " + String.join(", ", names)) + ". Correct streams.");
            }
        }
        return streams.stream()
                .filter(stream -> config.isChosen(stream.text("name")))
                .map(stream -> StreamSpec.compile(stream, scope, config.reading()))
                .toList();
    }

    static List<Unit> of(List<StreamSpec> specs) {
        return specs.stream()
                .flatMap(spec -> spec.parts().stream().map(part -> Unit.of(spec, part)))
                .toList();
    }

    /** Shares, as even as can be without parting families; never an empty one. */
    static List<List<Unit>> spread(List<Unit> units, int most) {
        List<List<Unit>> groups = new ArrayList<>(groups(units));
        groups.sort(Comparator.comparingInt(Units::weight)
                .reversed()
                .thenComparing(group -> group.get(0).toString()));
        List<List<Unit>> shares = new ArrayList<>();
        for (List<Unit> group : groups) {
            if (shares.size() < most) {
                shares.add(new ArrayList<>(group));
            } else {
                shares.stream()
                        .min(Comparator.comparingInt(Units::weight))
                        .orElseThrow()
                        .addAll(group);
            }
        }
        return shares;
    }

    private static int weight(List<Unit> units) {
        return units.stream().mapToInt(Unit::weight).sum();
    }

    /** Families together; the parts of a stream without children, or of one that shares its parents out, each alone. */
    private static List<List<Unit>> groups(List<Unit> units) {
        Map<String, Long> members = units.stream()
                .map(unit -> List.of(unit.family(), unit.spec().name()))
                .distinct()
                .collect(Collectors.groupingBy(pair -> pair.get(0), Collectors.counting()));
        Map<String, List<Unit>> groups = new LinkedHashMap<>();
        for (Unit unit : units) {
            boolean alone = unit.spec().sharesParentsOut()
                    || members.getOrDefault(unit.family(), 0L) == 1
                            && unit.spec().parents().isEmpty();
            groups.computeIfAbsent(alone ? "unit " + unit : "family " + unit.family(), none -> new ArrayList<>())
                    .add(unit);
        }
        return List.copyOf(groups.values());
    }
}
