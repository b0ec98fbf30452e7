package io.headrace.source.http;

import io.headrace.http.custom.CustomContext;
import io.headrace.http.custom.CustomRecordFilter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody puts into a jar beside the plugin who has a manifest with Python in it. */
public final class DearOnly implements CustomRecordFilter {

    @Override
    public Set<String> classNames() {
        return Set.of("source_shop.components.DearOnly");
    }

    @Override
    public boolean keeps(Map<String, @Nullable Object> record, CustomContext context) {
        return record.get("price") instanceof Long price && price >= Long.parseLong(context.text("least"));
    }
}
