package io.headrace.source.http;

import io.headrace.testkit.http.Guards;
import io.headrace.testkit.shop.DeepShop;
import io.headrace.testkit.stream.StreamContract;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;

/** The contract as streams over HTTP keep it: three levels, in windows and by pages, behind a login. */
final class HttpContractTest extends StreamContract {

    private final DeepShop shop = new DeepShop(4, 2, 2, 1);
    private Set<String> changed = Set.of();

    HttpContractTest() {
        shop.mock().with(Guards.bearer("CANARY-RIGHT"));
    }

    @AfterEach
    void end() {
        shop.close();
    }

    @Override
    protected SourceConnector connector() {
        return new HttpSourceConnector();
    }

    @Override
    protected Map<String, String> config() {
        return login("CANARY-RIGHT");
    }

    @Override
    protected Map<String, String> wrongLogin() {
        return login("CANARY-WRONG");
    }

    private Map<String, String> login(String token) {
        return shop.config(
                "http.auth.type", "bearer",
                "http.auth.token", token,
                "poll.interval.ms", "50",
                "on.stream.error", "fail");
    }

    @Override
    protected Set<String> secrets() {
        return Set.of("CANARY");
    }

    @Override
    protected Set<String> topics() {
        return Set.copyOf(DeepShop.STREAMS);
    }

    @Override
    protected String streamsSetting() {
        return "streams";
    }

    @Override
    protected Set<String> streams() {
        return Set.copyOf(DeepShop.STREAMS);
    }

    @Override
    protected Set<String> everything() {
        return ids(shop.latest());
    }

    @Override
    protected void change() {
        changed = shop.change(2, 1);
    }

    @Override
    protected Set<String> changed() {
        return ids(changed);
    }

    private static Set<String> ids(Set<String> texts) {
        Set<String> ids = new TreeSet<>();
        texts.forEach(text -> ids.add(text.replaceFirst(" \\{.*\\bid=(\\d+).*version=(\\d+)}$", " $1/$2")));
        return ids;
    }

    @Override
    protected Map<String, ?> inTheFuture(Map<String, ?> partition, Map<String, ?> offset) {
        Map<String, Object> future = new LinkedHashMap<>(offset);
        long year2200 = 7_258_118_400_000_000L;
        if ("customers".equals(partition.get("stream"))) {
            future.put("done", "w" + year2200);
        }
        return future;
    }

    @Override
    protected String id(SourceRecord record) {
        Struct value = (Struct) record.value();
        return value.getInt64("id") + "/" + value.getInt64("version");
    }

    @Override
    protected String content(SourceRecord record) {
        Struct value = (Struct) record.value();
        Map<String, Object> fields = new TreeMap<>();
        value.schema().fields().stream()
                .filter(field -> value.get(field) != null)
                .forEach(field -> fields.put(field.name(), value.get(field)));
        return fields.toString();
    }
}
