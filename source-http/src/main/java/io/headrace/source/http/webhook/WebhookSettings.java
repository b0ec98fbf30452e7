package io.headrace.source.http.webhook;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.source.http.webhook.listener.ListenerSettings;
import io.headrace.source.http.webhook.route.RouteSettings;
import java.time.Duration;
import java.util.List;

/** The keys of the webhook source. */
public final class WebhookSettings {

    /** What the keys of one route begin with. */
    public static final String ROUTE_PREFIX = "routes.";

    private static final String ROUTING = "Routing";
    private static final String DELIVERY = "Delivery";

    public static final Setting<List<String>> ROUTES = Setting.list("routes")
            .defaultsTo(List.of())
            .check(
                    names -> names.stream().allMatch(name -> name.matches("[a-z0-9]+"))
                            && names.stream().distinct().count() == names.size(),
                    "names of small letters and digits, each once")
            .important()
            .group(ROUTING)
            .doc(
                    "The names of the routes, where there are several. Every key of the groups Routing, Verification and Records may then be said for one of them, as routes.NAME.KEY, over what is said for all.")
            .build();

    public static final Setting<Integer> DEDUPE_IDS = Setting.integer("dedupe.ids")
            .defaultsTo(100_000)
            .between(0, 10_000_000)
            .group(DELIVERY)
            .doc(
                    "How many ids of events are remembered on each worker, so that one that a sender repeats is stored once. It is a best effort: a restart forgets, and another worker does not know. A sink that merges by the id is exact. Zero remembers none.")
            .build();

    public static final Setting<Duration> POLL_TIMEOUT = Setting.duration("poll.timeout.ms")
            .defaultsTo(Duration.ofSeconds(5))
            .between(Duration.ofSeconds(1), Duration.ofMinutes(10))
            .advanced()
            .group(DELIVERY)
            .doc(
                    "After how long without Connect asking for records senders are told to come again later: a paused connector is not told that it is paused, and one whose Kafka is away is not asked.")
            .build();

    public static final Setting<Integer> POLL_MAX = Setting.integer("poll.max.records")
            .defaultsTo(5_000)
            .between(1, 1_000_000)
            .advanced()
            .group(DELIVERY)
            .doc("After how many records a batch for Connect ends; a request is never cut in two.")
            .build();

    public static final Setting<Duration> BIND_TIMEOUT = Setting.duration("bind.timeout.ms")
            .defaultsTo(Duration.ofSeconds(30))
            .between(Duration.ZERO, Duration.ofMinutes(10))
            .advanced()
            .group(DELIVERY)
            .doc(
                    "How long a task waits for a port that something else still has, its own former self for example, before it fails.")
            .build();

    public static final Setting<Boolean> VALIDATE_CONNECT = Setting.bool("validate.connect")
            .defaultsTo(true)
            .advanced()
            .group(DELIVERY)
            .doc(
                    "Whether validation also looks at this worker: whether the port is free, and whether the certificate and the key can be used.")
            .build();

    public static final Settings ALL = Settings.of(ROUTES)
            .plus(RouteSettings.ALL)
            .plus(ListenerSettings.ALL)
            .plus(DEDUPE_IDS, POLL_TIMEOUT, POLL_MAX, BIND_TIMEOUT, VALIDATE_CONNECT)
            .passthrough(ROUTE_PREFIX, ROUTING, "The keys of one route, as routes.NAME.KEY.");

    private WebhookSettings() {}
}
