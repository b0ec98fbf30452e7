package io.headrace.source.http.webhook;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import io.headrace.source.http.webhook.listener.ListenerConfig;
import io.headrace.source.http.webhook.listener.ListenerSettings;
import io.headrace.source.http.webhook.listener.ListenerSettings.ClientAuth;
import io.headrace.source.http.webhook.route.PathPattern;
import io.headrace.source.http.webhook.route.Route;
import io.headrace.source.http.webhook.route.RouteSettings;
import io.headrace.source.http.webhook.route.Routes;
import io.headrace.source.http.webhook.verify.VerifySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration of the webhook source that was read: immutable, and without a way to a secret.
 *
 * @param connector the connector's name
 * @param properties the configuration that all tasks of the connector have in common
 */
public record WebhookConfig(
        String connector,
        Map<String, String> properties,
        ListenerConfig listener,
        List<Route> routes,
        int dedupeIds,
        Duration pollTimeout,
        int pollRecords,
        Duration bindTimeout) {

    private static final String BOUNDARY = "transaction.boundary";
    private static final String ACKS = "producer.override.acks";
    private static final String LARGEST_REQUEST = "producer.override.max.request.size";
    private static final long KAFKAS_LARGEST_REQUEST = 1L << 20;
    private static final long RECORD_OVERHEAD = 32L << 10;

    /** All that is wrong with a configuration, without a look at the worker. */
    public static Problems problems(Map<String, String> properties) {
        Problems problems = WebhookSettings.ALL.problems(properties);
        checkRoutes(properties, problems);
        problems.rule(values -> checkTls(values, properties, problems));
        problems.rule(values -> checkLimits(values, properties, problems));
        String boundary = properties.get(BOUNDARY);
        if (boundary != null && !boundary.equalsIgnoreCase("poll")) {
            problems.add(
                    BOUNDARY,
                    "'" + boundary
                            + "' is not allowed; it must be poll, because senders wait for the end of the transaction. Set it to poll or leave it out.");
        }
        String acks = properties.getOrDefault(ACKS, "all").trim();
        if (!acks.equals("all") && !acks.equals("-1")) {
            problems.add(
                    ACKS,
                    "'" + acks
                            + "' is not allowed; it must be all, because a good answer tells the sender to forget the event. Set it to all or leave it out.");
        }
        return problems;
    }

    /**
     * Reads a configuration.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming every problem
     */
    public static WebhookConfig parse(Map<String, String> properties) {
        problems(properties).throwIfAny();
        Values values = WebhookSettings.ALL.parse(properties);
        String connector = properties.getOrDefault("name", "webhook");
        Routes.Limits limits =
                new Routes.Limits(values.get(ListenerSettings.BATCH_MAX), values.get(ListenerSettings.EVENT_MAX));
        Map<String, String> partition = Map.of("connector", connector);
        List<Route> routes = new ArrayList<>();
        routeProperties(properties).forEach((name, ofRoute) -> routes.add(Routes.of(name, ofRoute, limits, partition)));
        return new WebhookConfig(
                connector,
                Map.copyOf(properties),
                ListenerConfig.of(values),
                routes,
                values.get(WebhookSettings.DEDUPE_IDS),
                values.get(WebhookSettings.POLL_TIMEOUT),
                values.get(WebhookSettings.POLL_MAX),
                values.get(WebhookSettings.BIND_TIMEOUT));
    }

    /** The keys of each route by its name, those for all and over them its own; the only route has no name. */
    private static Map<String, Map<String, String>> routeProperties(Map<String, String> properties) {
        Map<String, String> forAll = new LinkedHashMap<>();
        for (Setting<?> setting : RouteSettings.ALL.asList()) {
            String value = properties.get(setting.key());
            if (value != null) {
                forAll.put(setting.key(), value);
            }
        }
        Map<String, Map<String, String>> routes = new LinkedHashMap<>();
        List<String> names = names(properties);
        if (names.isEmpty()) {
            routes.put("", forAll);
        }
        for (String name : names) {
            Map<String, String> ofRoute = new LinkedHashMap<>(forAll);
            String prefix = WebhookSettings.ROUTE_PREFIX + name + ".";
            properties.forEach((key, value) -> {
                if (key.startsWith(prefix) && value != null) {
                    ofRoute.put(key.substring(prefix.length()), value);
                }
            });
            routes.put(name, ofRoute);
        }
        return routes;
    }

    private static List<String> names(Map<String, String> properties) {
        String text = properties.getOrDefault(WebhookSettings.ROUTES.key(), "");
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static void checkRoutes(Map<String, String> properties, Problems problems) {
        Map<String, Map<String, String>> routes = routeProperties(properties);
        Set<String> said = RouteSettings.ALL.asList().stream()
                .filter(problems::has)
                .map(Setting::key)
                .collect(Collectors.toSet());
        Set<String> added = new HashSet<>();
        routes.forEach((name, ofRoute) -> Routes.check(name, ofRoute, (key, text) -> {
            String own = WebhookSettings.ROUTE_PREFIX + name + "." + key;
            boolean forAll = name.isEmpty() || properties.containsKey(key) && !properties.containsKey(own);
            String at = forAll ? key : own;
            // What is wrong with a key for all is said once, and a wrong text of it was said before.
            boolean known = RouteSettings.ALL.find(key).isPresent();
            if (known && !(forAll && said.contains(key)) && added.add(at + text)) {
                problems.add(at, text);
            }
        }));
        properties.keySet().stream()
                .filter(key -> key.startsWith(WebhookSettings.ROUTE_PREFIX))
                .sorted()
                .forEach(key -> checkKey(key, routes, problems));
        checkPaths(routes, properties, problems);
    }

    private static void checkKey(String key, Map<String, Map<String, String>> routes, Problems problems) {
        String rest = key.substring(WebhookSettings.ROUTE_PREFIX.length());
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        if (!routes.containsKey(name)) {
            problems.add(
                    key,
                    "there is no route '" + name
                            + "'; it must be one that routes names. Add it there or remove the key.");
        } else if (dot < 0 || RouteSettings.ALL.find(rest.substring(dot + 1)).isEmpty()) {
            problems.add(
                    key,
                    "there is no such setting of a route; it must be one of "
                            + RouteSettings.ALL.asList().stream()
                                    .map(Setting::key)
                                    .collect(Collectors.joining(", "))
                            + ". Rename the key or remove it.");
        }
    }

    private static void checkPaths(
            Map<String, Map<String, String>> routes, Map<String, String> properties, Problems problems) {
        Map<String, PathPattern> paths = new LinkedHashMap<>();
        routes.forEach((name, ofRoute) -> {
            String text = ofRoute.getOrDefault(RouteSettings.PATH.key(), "/" + name);
            PathPattern path = PathPattern.of(text);
            paths.forEach((other, theirs) -> {
                if (path.overlaps(theirs)) {
                    problems.add(
                            WebhookSettings.ROUTE_PREFIX + name + "." + RouteSettings.PATH.key(),
                            "'" + path + "' fits the same requests as '" + theirs + "' of the route " + other
                                    + "; it must be another path. Change one of them.");
                }
            });
            paths.put(name, path);
            String health = properties.getOrDefault(ListenerSettings.HEALTH_PATH.key(), "/health");
            if (path.match(health).isPresent()) {
                problems.add(
                        ListenerSettings.HEALTH_PATH,
                        "'" + health + "' is the path of a route too" + (text.equals(health) ? "" : ", '" + text + "'")
                                + "; it must be another. Change one of them.");
            }
        });
    }

    private static void checkTls(Values values, Map<String, String> properties, Problems problems) {
        Optional<String> cert = values.get(ListenerSettings.CERT);
        if (cert.isPresent() != values.get(ListenerSettings.KEY).isPresent()) {
            problems.add(
                    cert.isPresent() ? ListenerSettings.KEY : ListenerSettings.CERT,
                    "a certificate and its key must be given together, and one of ssl.cert.path and ssl.key.path is missing. Set both, or neither.");
        }
        boolean asks = values.get(ListenerSettings.CLIENT_AUTH) != ClientAuth.NONE;
        if (asks && (cert.isEmpty() || values.get(ListenerSettings.CA).isEmpty())) {
            problems.add(
                    ListenerSettings.CLIENT_AUTH,
                    "'" + properties.get(ListenerSettings.CLIENT_AUTH.key())
                            + "' needs HTTPS and authorities that sign the clients' certificates. Set ssl.cert.path, ssl.key.path and ssl.ca.path.");
        }
        boolean byCertificate = routeProperties(properties).values().stream()
                .anyMatch(ofRoute -> "client_certificate".equals(ofRoute.get(VerifySettings.VERIFY.key())));
        if (byCertificate && !asks) {
            problems.add(
                    ListenerSettings.CLIENT_AUTH,
                    "'none' asks no client for the certificate that verify=client_certificate looks at; it must be requested or required. Set it.");
        }
    }

    private static void checkLimits(Values values, Map<String, String> properties, Problems problems) {
        long body = values.get(ListenerSettings.BODY_MAX);
        if (values.get(ListenerSettings.BUFFER) < 3 * body) {
            problems.add(
                    ListenerSettings.BUFFER,
                    "'" + values.get(ListenerSettings.BUFFER)
                            + "' is too little for one body of body.max.bytes; it must be at least " + 3 * body
                            + ". Raise it, or lower body.max.bytes.");
        }
        long event = values.get(ListenerSettings.EVENT_MAX);
        long needed = 2 * event + RECORD_OVERHEAD;
        String given = properties.getOrDefault(LARGEST_REQUEST, Long.toString(KAFKAS_LARGEST_REQUEST));
        if (given.trim().matches("[0-9]{1,18}") && Long.parseLong(given.trim()) < needed) {
            problems.add(
                    ListenerSettings.EVENT_MAX,
                    "'" + event + "' makes records that may be longer than the producer sends, which is " + given.trim()
                            + "; the task would fail. Set " + LARGEST_REQUEST + " to at least " + needed
                            + " and the topics' max.message.bytes with it, or lower event.max.bytes.");
        }
    }

    /** Without the settings, which hold secrets. */
    @Override
    public String toString() {
        return connector + " on port " + listener.port();
    }
}
