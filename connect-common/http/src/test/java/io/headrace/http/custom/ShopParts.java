package io.headrace.http.custom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody writes who has a manifest with Python in it. */
public final class ShopParts {

    private ShopParts() {}

    /** The Python class of a part. */
    private static Set<String> python(String name) {
        return Set.of("source_shop.components." + name);
    }

    public static final class Login implements CustomAuthenticator {
        @Override
        public Set<String> classNames() {
            return python("Login");
        }

        @Override
        public Map<String, String> headers(CustomRequest request, CustomContext context) {
            return Map.of("X-Shop-Token", context.text("token") + "-" + request.method());
        }
    }

    public static final class Patience implements CustomBackoffStrategy {
        @Override
        public Set<String> classNames() {
            return python("Patience");
        }

        @Override
        public Optional<Duration> wait(CustomResponse response, int attempt, CustomContext context) {
            return Optional.ofNullable(response.headers().get("x-wait"))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        }
    }

    public static final class Regions implements CustomConfigTransformation {
        @Override
        public Set<String> classNames() {
            return python("Regions");
        }

        @Override
        public void change(Map<String, @Nullable Object> config, CustomContext context) {
            config.put(
                    "regions",
                    Arrays.asList(String.valueOf(config.get("regions")).split(" ")));
        }
    }

    public static final class Pages implements CustomPaginationStrategy {
        @Override
        public Set<String> classNames() {
            return python("Pages");
        }

        @Override
        public Optional<Object> next(CustomPage page, CustomContext context) {
            long read =
                    page.token().map(token -> Long.parseLong(token.toString())).orElse(0L) + page.size();
            boolean more = page.response() instanceof Map<?, ?> body && Boolean.TRUE.equals(body.get("more"));
            return more ? Optional.of(read) : Optional.empty();
        }
    }

    public static final class Slices implements CustomPartitionRouter {
        @Override
        public Set<String> classNames() {
            return Set.of("Slices");
        }

        @Override
        public List<Map<String, @Nullable Object>> slices(CustomContext context) {
            List<Map<String, @Nullable Object>> slices = new ArrayList<>();
            if (context.config().get("regions") instanceof List<?> regions) {
                regions.forEach(region -> slices.add(new LinkedHashMap<>(Map.of("region", region))));
            }
            return slices;
        }
    }

    public static final class Rows implements CustomRecordExtractor {
        @Override
        public Set<String> classNames() {
            return python("Rows");
        }

        @Override
        public List<Object> records(Object value, CustomContext context) {
            List<Object> records = new ArrayList<>();
            if (value instanceof Map<?, ?> body && body.get("rows") instanceof Map<?, ?> rows) {
                rows.forEach((id, price) -> records.add(new LinkedHashMap<>(Map.of("id", id, "price", price))));
            }
            return records;
        }
    }

    public static final class Dear implements CustomRecordFilter {
        @Override
        public Set<String> classNames() {
            return python("Dear");
        }

        @Override
        public boolean keeps(Map<String, @Nullable Object> record, CustomContext context) {
            return Long.parseLong(String.valueOf(record.get("price"))) >= Long.parseLong(context.text("least"));
        }
    }

    public static final class Shape implements CustomSchemaLoader {
        @Override
        public Set<String> classNames() {
            return python("Shape");
        }

        @Override
        public Map<String, @Nullable Object> schema(CustomContext context) {
            return new LinkedHashMap<>(Map.of("type", "object", "title", context.text("title")));
        }
    }

    public static final class Stamp implements CustomTransformation {
        @Override
        public Set<String> classNames() {
            return python("Stamp");
        }

        @Override
        public void transform(Map<String, @Nullable Object> record, CustomContext context) {
            if (context.field("fails").isPresent()) {
                throw new IllegalStateException("no stamp");
            }
            record.put("where", context.text("where") + "/" + context.slice().get("region"));
        }
    }
}
