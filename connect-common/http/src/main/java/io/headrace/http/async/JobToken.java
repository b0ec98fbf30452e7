package io.headrace.http.async;

import io.headrace.http.page.PageToken;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token of a page of a job's results.
 *
 * @param target which of the results; behind the last one the job is deleted
 * @param page the page of the result
 */
record JobToken(Job job, int target, PageToken page) {

    PageToken token() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("job", job.toJson());
        json.put("target", (long) target);
        json.put("page", page.value());
        return new PageToken(json);
    }

    static JobToken parse(PageToken token) {
        Map<?, ?> map = token.value() instanceof Map<?, ?> given ? given : Map.of();
        int target = map.get("target") instanceof Number number ? number.intValue() : 0;
        return new JobToken(Job.parse(map.get("job")), target, new PageToken(map.get("page")));
    }

    boolean isBehindTheLast() {
        return target >= job.targets().size();
    }
}
