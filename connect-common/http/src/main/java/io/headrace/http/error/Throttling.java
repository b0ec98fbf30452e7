package io.headrace.http.error;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the {@code errors} of an answer to a GraphQL query that one asked too often. Shopify says {@code THROTTLED} in {@code extensions.code}
 * (<a href="https://shopify.dev/docs/api/admin-graphql#status_and_error_codes">status and error codes</a>), GitHub {@code RATE_LIMITED} or {@code RATE_LIMIT} in {@code type}
 * (<a href="https://github.com/renovatebot/renovate/issues/21861">RATE_LIMITED</a>, <a href="https://github.com/yanyongyu/githubkit/issues/271">RATE_LIMIT</a>), Lighthouse
 * {@code rate-limit} in {@code extensions.category} (<a href="https://github.com/nuwave/lighthouse/issues/2450">example</a>).
 */
final class Throttling {

    private static final List<String> FIELDS = List.of("code", "type", "category");

    /** Without case and signs between words. */
    private static final Set<String> WORDS =
            Set.of("throttled", "ratelimited", "ratelimit", "ratelimitexceeded", "graphqlratelimit", "toomanyrequests");

    private Throttling() {}

    static boolean isTold(@Nullable Object body) {
        return body instanceof Map<?, ?> map
                && map.get("errors") instanceof List<?> errors
                && errors.stream().anyMatch(Throttling::isOne);
    }

    private static boolean isOne(@Nullable Object error) {
        return error instanceof Map<?, ?> fields
                && (isNamed(fields) || fields.get("extensions") instanceof Map<?, ?> more && isNamed(more));
    }

    private static boolean isNamed(Map<?, ?> fields) {
        return FIELDS.stream()
                .anyMatch(field -> fields.get(field) instanceof String word
                        && WORDS.contains(word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")));
    }
}
