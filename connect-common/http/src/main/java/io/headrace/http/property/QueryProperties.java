package io.headrace.http.property;

import io.headrace.http.spec.Component;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The compiled {@code QueryProperties} of a requester.
 *
 * @param listed the names in the declaration; empty where the API tells them
 * @param endpoint the {@code PropertiesFromEndpoint} that tells them
 * @param parameter the query parameter that takes them; empty where templates do
 * @param selected the names that are wanted; empty where all are
 * @param key the fields by which the parts of a record find together; empty where each part stays a record
 */
public record QueryProperties(
        List<String> listed,
        Optional<Component> endpoint,
        Optional<String> parameter,
        Optional<Set<String>> selected,
        List<String> key,
        Chunks chunks) {

    /** A requester's properties, if it has some. */
    public static Optional<QueryProperties> in(Component requester, Optional<Set<String>> schemaNames) {
        Optional<Component> own = requester.optionalChild("query_properties");
        if (own.isPresent()) {
            return own.map(properties -> of(properties, Optional.empty(), schemaNames));
        }
        for (Map.Entry<String, Component> each :
                requester.childrenByName("request_parameters").entrySet()) {
            return Optional.of(of(each.getValue(), Optional.of(each.getKey()), schemaNames));
        }
        return requester
                .optionalChild("fetch_properties_from_endpoint")
                .map(endpoint -> new QueryProperties(
                        List.of(),
                        Optional.of(endpoint),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new Chunks(OptionalLong.empty(), false, List.of())));
    }

    private static QueryProperties of(
            Component properties, Optional<String> parameter, Optional<Set<String>> schemaNames) {
        Optional<Component> endpoint = properties.optionalChild("property_list");
        Optional<Component> chunking = properties.optionalChild("property_chunking");
        return new QueryProperties(
                endpoint.isPresent() ? List.of() : properties.texts("property_list"),
                endpoint,
                parameter,
                properties.optionalChild("property_selector").isPresent() ? schemaNames : Optional.empty(),
                chunking.flatMap(each -> each.optionalChild("record_merge_strategy"))
                        .map(strategy -> strategy.texts("key"))
                        .orElse(List.of()),
                Chunks.of(properties));
    }

    List<List<String>> chunks(List<String> names) {
        return chunks.of(names.stream()
                .filter(name -> selected.isEmpty() || selected.get().contains(name))
                .toList());
    }
}
