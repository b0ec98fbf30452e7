package io.headrace.cli.http;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.declare.Declaration;
import io.headrace.http.read.StreamSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Tries streams by their first records: the address, the login, the rights, and the way to the records. */
public final class Check {

    /** Whoever tries a source wants to know now; the words of a reading that waits are for later. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Session session;
    private final CountDownLatch stop;
    private final Consumer<String> news;

    public Check(Session session, CountDownLatch stop, Consumer<String> news) {
        this.session = session;
        this.stop = stop;
        this.news = news;
    }

    /** The streams that the manifest wants tried; empty where it does not say. */
    public static List<String> names(Declaration declaration) {
        return declaration
                .check()
                .filter(check -> check.type().equals("CheckStream"))
                .map(check -> check.texts("stream_names"))
                .orElse(List.of());
    }

    /** Settings that hold while the manifest is checked. */
    public static Map<String, Object> overrides(Declaration declaration) {
        Map<String, Object> overrides = new LinkedHashMap<>();
        if (declaration
                        .check()
                        .flatMap(check -> check.optionalValue("config_overrides"))
                        .orElse(Map.of())
                instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> {
                if (value != null) {
                    overrides.put(String.valueOf(name), value);
                }
            });
        }
        return overrides;
    }

    /**
     * Tries one.
     *
     * @return what was found
     * @throws HeadraceException when the stream cannot be read
     */
    public String tried(StreamSpec stream) throws InterruptedException {
        Reading.Plan plan = new Reading.Plan(1, Long.MAX_VALUE, PATIENCE);
        long read = new Reading(session, new Sample(), plan, stop, news).read(stream, StateFile.empty());
        return read > 0 ? "ok" : stop.getCount() > 0 ? "ok, without records" : "stopped";
    }
}
