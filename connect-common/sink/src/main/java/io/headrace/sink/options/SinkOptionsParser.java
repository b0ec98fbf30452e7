package io.headrace.sink.options;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import io.headrace.core.record.DecoderOptions;
import io.headrace.sink.options.SinkOptions.FlushOptions;
import io.headrace.sink.options.SinkOptions.LedgerOptions;
import io.headrace.sink.options.SinkOptions.RetryOptions;
import io.headrace.sink.options.TableOptions.Contract;
import io.headrace.sink.options.TableOptions.Evolution;
import io.headrace.sink.options.WriteOptions.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From values to {@link SinkOptions}, and the rules that bind several keys. */
public final class SinkOptionsParser {

    private static final Duration DEAD_LETTER_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);
    private static final String ISOLATION = "consumer.override.isolation.level";
    private static final String DEFAULT_METADATA = "default";
    private static final String NO_METADATA = "none";

    private SinkOptionsParser() {}

    /** @param values checked by {@link #check} before */
    public static SinkOptions parse(Values values, String connector, int task) {
        return new SinkOptions(
                connector,
                task,
                new LedgerOptions(
                        values.get(SinkSettings.LEDGER_ID).orElse(connector),
                        exactlyOnce(values),
                        values.get(SinkSettings.ON_GAP),
                        values.get(SinkSettings.LEDGER_VERIFY)),
                new FlushOptions(
                        values.get(SinkSettings.FLUSH_INTERVAL),
                        values.get(SinkSettings.FLUSH_ROWS),
                        values.get(SinkSettings.FLUSH_BYTES)),
                new RetryOptions(
                        values.get(SinkSettings.RETRY_FIRST),
                        values.get(SinkSettings.RETRY_LONGEST),
                        DEAD_LETTER_PATIENCE,
                        STOP_PATIENCE),
                write(values),
                tables(values),
                DecoderOptions.defaults()
                        .withUnavailable(values.get(SinkSettings.UNAVAILABLE))
                        .withInferTimestamps(values.get(SinkSettings.INFER_TIMESTAMPS))
                        .withNested(
                                values.get(SinkSettings.INFER_NESTED)
                                        ? DecoderOptions.Nested.NATIVE
                                        : DecoderOptions.Nested.JSON)
                        .withBeforeImages(values.get(SinkSettings.BEFORE_IMAGES)),
                DirectSettings.parse(values),
                KafkaSettings.parse(values));
    }

    /**
     * Adds what is wrong between keys.
     *
     * @param properties the configuration as Connect has it, for Kafka's own keys
     */
    public static void check(Map<String, String> properties, Problems problems, boolean targetMerges) {
        problems.rule(values -> {
            if (exactlyOnce(values)
                    && !values.get(SinkSettings.READ_COMMITTED)
                    && !"read_committed".equals(properties.get(ISOLATION))) {
                problems.add(
                        SinkSettings.DELIVERY,
                        "'exactly_once' needs a consumer that does not read aborted transactions. Add '" + ISOLATION
                                + "': 'read_committed', or set '" + SinkSettings.READ_COMMITTED.key()
                                + "' to true where the worker's consumers are set so already.");
            }
        });
        problems.rule(values -> {
            if (values.get(SinkSettings.WRITE_MODE) == Mode.MERGE && !targetMerges) {
                problems.add(
                        SinkSettings.WRITE_MODE,
                        "'merge' is not possible in this target, which has no keys. Set it to 'append'; the op and offset columns tell the last state of each key.");
            }
        });
        problems.rule(values -> OrderSettings.check(values, problems));
        problems.rule(values -> DirectSettings.check(values, properties, problems));
        problems.rule(values -> KafkaSettings.check(values, problems));
        problems.rule(values -> metadataNames(values, problems));
        problems.rule(values -> pairs(
                values.get(SinkSettings.TOPICS_TABLES), SinkSettings.TOPICS_TABLES.key(), "topic:table", problems));
        problems.rule(values -> contracts(values, problems));
        problems.rule(values -> {
            if (values.get(SinkSettings.RETRY_LONGEST).compareTo(values.get(SinkSettings.RETRY_FIRST)) < 0) {
                problems.add(
                        SinkSettings.RETRY_LONGEST,
                        "'" + values.get(SinkSettings.RETRY_LONGEST).toMillis() + "' is shorter than "
                                + SinkSettings.RETRY_FIRST.key() + "; it must be at least "
                                + values.get(SinkSettings.RETRY_FIRST).toMillis()
                                + ". Raise it, or lower the other.");
            }
        });
    }

    private static boolean exactlyOnce(Values values) {
        return values.get(SinkSettings.DELIVERY) == SinkSettings.Delivery.EXACTLY_ONCE;
    }

    private static WriteOptions write(Values values) {
        Mode mode = values.get(SinkSettings.WRITE_MODE);
        WriteOptions.Deletes deletes = values.get(SinkSettings.DELETE_MODE);
        WriteOptions.Order order = values.get(OrderSettings.MERGE_ORDER);
        Set<MetadataColumn> metadata = metadata(values.get(SinkSettings.METADATA_COLUMNS), mode, deletes);
        metadata.addAll(OrderSettings.columns(order));
        return new WriteOptions(
                mode,
                deletes,
                values.get(SinkSettings.TRUNCATE_MODE),
                order,
                values.get(SinkSettings.KEY_FIELDS),
                metadata,
                values.get(SinkSettings.METADATA_PREFIX));
    }

    private static Set<MetadataColumn> metadata(List<String> names, Mode mode, WriteOptions.Deletes deletes) {
        Set<MetadataColumn> columns = EnumSet.noneOf(MetadataColumn.class);
        for (String name : names) {
            if (name.equals(DEFAULT_METADATA)) {
                columns.add(MetadataColumn.LOADED_AT);
                columns.add(MetadataColumn.LOAD_ID);
                if (mode == Mode.APPEND) {
                    columns.addAll(List.of(
                            MetadataColumn.OP,
                            MetadataColumn.TOPIC,
                            MetadataColumn.PARTITION,
                            MetadataColumn.OFFSET,
                            MetadataColumn.UNAVAILABLE));
                }
            } else if (!name.equals(NO_METADATA)) {
                columns.add(MetadataColumn.valueOf(name.toUpperCase(Locale.ROOT)));
            }
        }
        if (mode == Mode.MERGE && deletes == WriteOptions.Deletes.SOFT) {
            columns.add(MetadataColumn.DELETED);
        }
        return columns;
    }

    private static void metadataNames(Values values, Problems problems) {
        List<String> known = Arrays.stream(MetadataColumn.values())
                .map(MetadataColumn::suffix)
                .toList();
        for (String name : values.get(SinkSettings.METADATA_COLUMNS)) {
            if (!known.contains(name) && !name.equals(DEFAULT_METADATA) && !name.equals(NO_METADATA)) {
                problems.add(
                        SinkSettings.METADATA_COLUMNS,
                        "'" + name + "' is not allowed; it must be default, none, or some of "
                                + String.join(", ", known) + ". Take it out or correct it.");
            }
        }
    }

    private static TableOptions tables(Values values) {
        List<Contract> contracts = new ArrayList<>();
        for (String text : values.get(SinkSettings.CONTRACTS)) {
            contract(text).ifPresent(contracts::add);
        }
        Map<String, String> byTopic = new LinkedHashMap<>();
        for (String pair : values.get(SinkSettings.TOPICS_TABLES)) {
            int colon = pair.indexOf(':');
            byTopic.put(
                    pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
        }
        return new TableOptions(
                values.get(SinkSettings.TABLE_FORMAT),
                byTopic,
                values.get(SinkSettings.TABLE_CREATE),
                values.get(SinkSettings.EVOLUTION),
                contracts,
                values.get(SinkSettings.NAMES_SNAKE),
                new NestingOptions(values.get(SinkSettings.NESTED_STRUCTS), values.get(SinkSettings.NESTED_LISTS)));
    }

    private static void pairs(List<String> texts, String key, String form, Problems problems) {
        for (String text : texts) {
            int colon = text.indexOf(':');
            if (colon <= 0 || colon == text.length() - 1) {
                problems.add(
                        key,
                        "'" + text + "' is not allowed; it must be " + form
                                + ". Write both parts with a colon between.");
            }
        }
    }

    private static void contracts(Values values, Problems problems) {
        for (String text : values.get(SinkSettings.CONTRACTS)) {
            if (contract(text).isEmpty()) {
                problems.add(
                        SinkSettings.CONTRACTS,
                        "'" + text
                                + "' is not allowed; it must be table:evolution or table.field:evolution, with evolution one of evolve, freeze, discard_row, discard_value. Correct it.");
            }
        }
    }

    private static Optional<Contract> contract(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String subject = text.substring(0, colon).strip();
        String word = text.substring(colon + 1).strip();
        int dot = subject.indexOf('.');
        return Arrays.stream(Evolution.values())
                .filter(evolution -> evolution.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .map(evolution -> dot < 0
                        ? new Contract(subject, Optional.empty(), evolution)
                        : new Contract(subject.substring(0, dot), Optional.of(subject.substring(dot + 1)), evolution));
    }
}
