package io.headrace.http.flat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Limits such as {@code 10/s;1000/h}, and the budget that they make. */
final class RateLimit {

    private static final Pattern ONE = Pattern.compile("\\s*([1-9][0-9]{0,8})\\s*/\\s*([smhd])\\s*");
    private static final Map<String, String> INTERVALS = Map.of("s", "PT1S", "m", "PT1M", "h", "PT1H", "d", "P1D");

    private RateLimit() {}

    static boolean isOne(String text) {
        return List.of(text.split(";", -1)).stream()
                .allMatch(part -> ONE.matcher(part).matches());
    }

    /** An {@code HTTPAPIBudget} as JSON. */
    static Map<String, @Nullable Object> budget(String text) {
        List<Object> rates = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            Matcher rate = ONE.matcher(part);
            if (rate.matches()) {
                rates.add(Map.of(
                        "type",
                        "Rate",
                        "limit",
                        Long.parseLong(rate.group(1)),
                        "interval",
                        String.valueOf(INTERVALS.get(rate.group(2)))));
            }
        }
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("type", "MovingWindowCallRatePolicy");
        policy.put("rates", rates);
        policy.put("matchers", List.of());
        Map<String, @Nullable Object> budget = new LinkedHashMap<>();
        budget.put("policies", List.of(policy));
        return budget;
    }
}
