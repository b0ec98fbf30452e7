package io.headrace.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every connector that reads streams of records must do. A subclass brings the connector and a system behind it that is
 * the same for each test, with some dozens of records in several streams.
 */
public abstract class StreamContract {

    /** {@return a new connector} */
    protected abstract SourceConnector connector();

    /** {@return settings that work} */
    protected abstract Map<String, String> config();

    /** {@return settings with a login that the system refuses} */
    protected abstract Map<String, String> wrongLogin();

    /** {@return texts that must not be seen anywhere, such as the password in {@link #wrongLogin}} */
    protected abstract Set<String> secrets();

    /** {@return the topics of all streams} */
    protected abstract Set<String> topics();

    /** {@return the setting that chooses streams, for which validation recommends all that there are; empty when there is none} */
    protected String streamsSetting() {
        return "";
    }

    /** {@return the streams that are recommended for {@link #streamsSetting}} */
    protected Set<String> streams() {
        return Set.of();
    }

    /** {@return for each record of a stream that a full read finds, its topic and its {@link #id}, with a space between} */
    protected abstract Set<String> everything();

    /** Changes some records and adds others. */
    protected abstract void change();

    /** {@return what a read after {@link #change} finds at least, in the form of {@link #everything}} */
    protected abstract Set<String> changed();

    /** {@return the same offset with a cursor that lies far in the future} */
    protected abstract Map<String, ?> inTheFuture(Map<String, ?> partition, Map<String, ?> offset);

    /** {@return what tells a record from the others of its stream} */
    protected abstract String id(SourceRecord record);

    /** {@return all fields of a record, as text} */
    protected String content(SourceRecord record) {
        return String.valueOf(record.value());
    }

    /** Whether a restart repeats nothing. */
    protected boolean repeatsNothing() {
        return true;
    }

    @Test
    final void saysWhatItsSettingsMean() {
        ConfigDef settings = connector().config();

        assertThat(connector().version()).isNotEmpty();
        assertThat(settings.configKeys().values())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.documentation).as(key.name).isNotEmpty());
        assertThatCode(() -> connector().validate(Map.of())).doesNotThrowAnyException();
    }

    @Test
    final void checksTheLogin() {
        assertThat(errors(config())).isEmpty();

        List<String> refused = errors(wrongLogin());
        assertThat(refused).isNotEmpty();
        secrets().forEach(secret -> assertThat(refused).noneMatch(error -> error.contains(secret)));
    }

    @Test
    final void discoversItsStreams() {
        Assumptions.assumeFalse(streamsSetting().isEmpty());

        assertThat(connector().validate(config()).configValues())
                .filteredOn(value -> value.name().equals(streamsSetting()))
                .singleElement()
                .satisfies(
                        value -> assertThat(value.recommendedValues()).containsExactlyInAnyOrderElementsOf(streams()));
    }

    @Test
    final void saysWhyItCannotRead() {
        Throwable failure = catchThrowable(() -> {
            try (SourceRun run = SourceRun.start(connector(), wrongLogin(), new Offsets())) {
                run.readAll();
            }
        });

        StringWriter told = new StringWriter();
        assertThat(failure).isNotNull();
        failure.printStackTrace(new PrintWriter(told));
        secrets().forEach(secret -> assertThat(told.toString()).doesNotContain(secret));
    }

    @Test
    final void readsEverythingOnce() throws Exception {
        List<SourceRecord> read = readAll(new Offsets());

        assertThat(texts(read)).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(texts(read))).isEqualTo(new TreeSet<>(everything()));
        assertThat(read).allSatisfy(record -> assertThat(topics()).contains(record.topic()));
    }

    @Test
    final void readsOnlyWhatChanged() throws Exception {
        Offsets offsets = new Offsets();
        readAll(offsets);
        change();

        assertThat(new TreeSet<>(texts(readAll(offsets)))).isEqualTo(new TreeSet<>(changed()));
    }

    @Test
    final void goesOnFromEveryRecord() throws Exception {
        goesOnFromEveryRecord(new Offsets());
    }

    @Test
    final void goesOnFromEveryRecordThatChanged() throws Exception {
        Offsets offsets = new Offsets();
        readAll(offsets);
        change();

        goesOnFromEveryRecord(offsets);
    }

    /** The offset of each record is stored at once, and what was polled behind it is lost: so a restart shows just what that offset does not cover. */
    private void goesOnFromEveryRecord(Offsets begin) throws Exception {
        List<SourceRecord> all = readAll(begin.copy());
        Map<String, String> whole = contents(all);
        for (int killedAfter = 0; killedAfter <= all.size(); killedAfter++) {
            Offsets offsets = begin.copy();
            List<SourceRecord> read = new ArrayList<>();
            try (SourceRun run = SourceRun.start(connector(), config(), offsets)) {
                read.addAll(run.read(killedAfter));
            }
            read.addAll(readAll(offsets));

            assertThat(contents(read)).as("killed after record %d", killedAfter).isEqualTo(whole);
            if (repeatsNothing()) {
                assertThat(texts(read))
                        .as("killed after record %d", killedAfter)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    final void standsAStateFromTheFuture() throws Exception {
        Offsets offsets = new Offsets();
        readAll(offsets);
        offsets.all().forEach((partition, offset) -> offsets.put(partition, inTheFuture(partition, offset)));

        assertThat(texts(readAll(offsets))).isSubsetOf(everything());
    }

    private List<SourceRecord> readAll(Offsets offsets) throws Exception {
        try (SourceRun run = SourceRun.start(connector(), config(), offsets)) {
            return run.readAll();
        }
    }

    private List<String> texts(List<SourceRecord> records) {
        return records.stream()
                .filter(record -> topics().contains(record.topic()))
                .map(record -> record.topic() + ' ' + id(record))
                .toList();
    }

    private Map<String, String> contents(List<SourceRecord> records) {
        Map<String, String> contents = new TreeMap<>();
        records.stream()
                .filter(record -> topics().contains(record.topic()))
                .forEach(record -> contents.put(record.topic() + ' ' + id(record), content(record)));
        return contents;
    }

    private List<String> errors(Map<String, String> config) {
        return connector().validate(config).configValues().stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();
    }
}
