package io.headrace.source.http.webhook.route;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import io.headrace.source.http.webhook.body.EventReader;
import io.headrace.source.http.webhook.body.FieldTree;
import io.headrace.source.http.webhook.event.RecordMaker;
import io.headrace.source.http.webhook.event.RecordPlan;
import io.headrace.source.http.webhook.event.TopicLimit;
import io.headrace.source.http.webhook.message.Template;
import io.headrace.source.http.webhook.verify.Verifiers;
import io.headrace.source.http.webhook.verify.VerifySettings;
import io.headrace.source.http.webhook.verify.VerifySettings.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Reads the keys of a route. */
public final class Routes {

    /**
     * The limits of a listener, which hold for every route of it.
     *
     * @param batchRecords how many events a request may have
     * @param eventBytes how long an event may be
     */
    public record Limits(int batchRecords, long eventBytes) {}

    private Routes() {}

    /**
     * All that is wrong with a route.
     *
     * @param name the route's name; empty for the only one
     * @param properties the keys without their prefix
     * @param problem takes each problem as its key and a text
     */
    public static void check(String name, Map<String, String> properties, BiConsumer<String, String> problem) {
        Problems problems = RouteSettings.ALL.problems(properties);
        problems.messages().forEach(message -> {
            int colon = message.indexOf(": ");
            problem.accept(message.substring(0, colon), message.substring(colon + 2));
        });
        problems.rule(values -> {
            BiConsumer<Setting<?>, String> ofSetting = (setting, text) -> problem.accept(setting.key(), text);
            Verifiers.check(values, ofSetting);
            PathPattern path = path(name, values);
            checkTopic(values, path, ofSetting);
            List.of(RouteSettings.ID, RouteSettings.TYPE)
                    .forEach(
                            setting -> values.get(setting).ifPresent(text -> template(setting, text, path, ofSetting)));
            if (!values.get(RouteSettings.KEY).isBlank()) {
                template(RouteSettings.KEY, values.get(RouteSettings.KEY), path, ofSetting);
            }
            values.get(RouteSettings.REQUIRED_FIELDS).stream()
                    .filter(field -> Arrays.asList(field.split("\\.", -1)).contains(""))
                    .forEach(field -> ofSetting.accept(
                            RouteSettings.REQUIRED_FIELDS,
                            "'" + field + "' is not allowed; it must be names with dots between them. Correct it."));
        });
    }

    private static void checkTopic(Values values, PathPattern path, BiConsumer<Setting<?>, String> problem) {
        Optional<String> topic = values.get(RouteSettings.TOPIC);
        if (topic.isEmpty()) {
            problem.accept(RouteSettings.TOPIC, "it is missing; it must be a topic, or a template of one. Set it.");
            return;
        }
        Optional<Template> template = template(RouteSettings.TOPIC, topic.get(), path, problem);
        if (template.filter(Template::isConstant).isPresent()
                && !topic.get().matches("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}")) {
            problem.accept(
                    RouteSettings.TOPIC,
                    "'" + topic.get()
                            + "' is not allowed; it must be letters, digits, dots, dashes and underscores. Correct it.");
        }
    }

    private static Optional<Template> template(
            Setting<?> setting, String text, PathPattern path, BiConsumer<Setting<?>, String> problem) {
        try {
            Template template = Template.of(text);
            template.sources().stream()
                    .filter(source -> !isKnown(source, setting, path))
                    .forEach(source -> problem.accept(
                            setting,
                            "'${" + source
                                    + "}' is not known here; a name of the path must be in braces in the key path"
                                    + " (" + path + "), and no id or type is made of itself. Correct it."));
            return Optional.of(template);
        } catch (IllegalArgumentException e) {
            problem.accept(setting, e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private static boolean isKnown(Template.Source source, Setting<?> setting, PathPattern path) {
        boolean fact = setting == RouteSettings.ID || setting == RouteSettings.TYPE;
        return switch (source.kind()) {
            case BODY -> !source.name().isEmpty();
            case HEADER, QUERY, ROUTE -> true;
            case PATH -> path.names().contains(source.name());
            case ID, TYPE -> !fact;
            case METHOD, URL, TIMESTAMP -> false;
        };
    }

    /** The path of a route, as far as it can be read. */
    public static PathPattern path(String name, Values values) {
        return PathPattern.of(values.get(RouteSettings.PATH).orElse("/" + name));
    }

    /**
     * The route of keys that {@link #check} has found no fault with.
     *
     * @param partition the source partition of its records
     */
    public static Route of(String name, Map<String, String> properties, Limits limits, Map<String, ?> partition) {
        Values values = RouteSettings.ALL.parse(properties);
        Provider provider = Provider.of(values.get(VerifySettings.VERIFY).orElse(Preset.NONE));
        RecordPlan plan = plan(name, values, provider);
        List<String> wanted = new ArrayList<>(plan.required());
        templates(plan).stream()
                .flatMap(template -> template.sources().stream())
                .filter(source -> source.kind() == Template.Kind.BODY)
                .forEach(source -> wanted.add(source.name()));
        if (provider.challenges()) {
            wanted.addAll(Route.challengeFields());
        }
        return new Route(
                name,
                path(name, values),
                values.get(RouteSettings.CONTENT_TYPES),
                Verifiers.of(values),
                new EventReader(
                        new FieldTree(wanted),
                        values.get(RouteSettings.BATCH_FIELD),
                        limits.batchRecords(),
                        limits.eventBytes()),
                new RecordMaker(plan, partition),
                provider.challenges());
    }

    private static RecordPlan plan(String name, Values values, Provider provider) {
        String key = values.get(RouteSettings.KEY);
        return new RecordPlan(
                name.isEmpty() ? "default" : name,
                Template.of(values.get(RouteSettings.TOPIC).orElseThrow()),
                new TopicLimit(
                        Pattern.compile(values.get(RouteSettings.TOPIC_ALLOWED)), values.get(RouteSettings.TOPICS_MAX)),
                key.isBlank() ? Optional.empty() : Optional.of(Template.of(key)),
                values.get(RouteSettings.ID).map(Template::of).or(provider::id),
                values.get(RouteSettings.TYPE).map(Template::of).or(provider::type),
                values.get(RouteSettings.REQUIRED_FIELDS),
                values.get(RouteSettings.REQUEST_HEADERS),
                values.get(RouteSettings.RECORD_FORMAT));
    }

    private static List<Template> templates(RecordPlan plan) {
        List<Template> templates = new ArrayList<>(List.of(plan.topic()));
        plan.key().ifPresent(templates::add);
        plan.id().ifPresent(templates::add);
        plan.type().ifPresent(templates::add);
        return templates;
    }
}
