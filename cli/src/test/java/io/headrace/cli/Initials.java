package io.headrace.cli;

import io.headrace.http.custom.CustomContext;
import io.headrace.http.custom.CustomTransformation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A class of a user's own, as the how-to on manifests shows it. */
public final class Initials implements CustomTransformation {

    @Override
    public Set<String> classNames() {
        return Set.of("source_shop.components.Initials");
    }

    @Override
    public void transform(Map<String, @Nullable Object> record, CustomContext context) {
        String name = String.valueOf(record.get(context.text("field")));
        record.put("initials", name.replaceAll("(\\w)\\w*\\W*", "$1"));
    }
}
