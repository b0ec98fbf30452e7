package io.headrace.http.route;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Compiles routers. */
public final class Routers {

    private Routers() {}

    /**
     * The routers of a retriever; one slice where it declares none.
     *
     * @param parents numbers the parent streams that the routers name
     */
    public static Router of(Component retriever, Scope config, ToIntFunction<Component> parents) {
        Router router = new WholeRouter();
        List<Component> given = retriever.children("partition_router");
        for (int i = given.size() - 1; i >= 0; i--) {
            Router each = router(given.get(i), config, parents);
            router = router instanceof WholeRouter ? each : new ProductRouter(each, router);
        }
        return router;
    }

    /** The fixed values of the list routers and the buckets of the substream routers, in all combinations: readers that are each bound to one of them read the whole stream together. One empty combination where there is none. */
    public static List<Map<String, String>> parts(Component retriever, Scope config) {
        List<Map<String, String>> parts = List.of(Map.of());
        for (Component each : retriever.children("partition_router")) {
            if (each.type().equals("ListPartitionRouter")) {
                ListRouter list = ListRouter.of(each, config);
                parts = times(
                        parts,
                        list.field(),
                        list.values().stream().map(Json::plain).toList());
            } else if (each.type().equals("SubstreamPartitionRouter")
                    && Buckets.of(each).count() > 1) {
                parts = times(parts, Buckets.of(each).name(), Buckets.of(each).all());
            }
        }
        return parts;
    }

    /** Whether the records of parents are shared out to several readers. */
    public static boolean shareParentsOut(Component retriever) {
        return retriever.children("partition_router").stream()
                .anyMatch(each -> each.type().equals("SubstreamPartitionRouter")
                        && Buckets.of(each).count() > 1);
    }

    private static List<Map<String, String>> times(List<Map<String, String>> parts, String field, List<String> values) {
        List<Map<String, String>> more = new ArrayList<>();
        for (Map<String, String> part : parts) {
            for (String value : values) {
                Map<String, String> longer = new LinkedHashMap<>(part);
                longer.put(field, value);
                more.add(longer);
            }
        }
        return more;
    }

    private static Router router(Component component, Scope config, ToIntFunction<Component> parents) {
        return switch (component.type()) {
            case "ListPartitionRouter" -> ListRouter.of(component, config);
            case "SubstreamPartitionRouter" ->
                new SubstreamRouter(
                        component.children("parent_stream_configs").stream()
                                .map(parent -> ParentConfig.of(parent, config, parents))
                                .toList(),
                        Buckets.of(component));
            case "CustomPartitionRouter" -> CustomRouter.of(component);
            case "GroupingPartitionRouter" -> group(component, config, parents);
            case "UnionPartitionRouter" ->
                new UnionRouter(
                        Template.of(component, "partition_field").text(config),
                        component.children("partition_routers").stream()
                                .map(each -> inner(each, config, parents))
                                .toList());
            default ->
                throw component.refuse(
                        "type",
                        "No router is called " + component.type(),
                        "Use ListPartitionRouter, SubstreamPartitionRouter, GroupingPartitionRouter or UnionPartitionRouter");
        };
    }

    /** A router inside another one, whose slices are not shared out. */
    private static Router inner(Component component, Scope config, ToIntFunction<Component> parents) {
        if (component.type().equals("SubstreamPartitionRouter")
                && Buckets.of(component).count() > 1) {
            throw component.refuse(
                    "buckets", "A router inside another one cannot be shared out", "Leave buckets out here");
        }
        return router(component, config, parents);
    }

    private static Router group(Component component, Scope config, ToIntFunction<Component> parents) {
        long size = component.number("group_size");
        if (size < 1) {
            throw component.refuse(
                    "group_size", "A group of " + size + " slices is empty", "Use a whole number above 0");
        }
        return new GroupRouter(
                inner(component.child("underlying_partition_router"), config, parents),
                Math.toIntExact(size),
                component.flag("deduplicate"));
    }
}
