package io.headrace.source.http.poll;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.http.front.RequestSettings;
import io.headrace.http.front.SourceSettings;
import io.headrace.http.read.ReadOptions.ChildState;
import io.headrace.http.read.ReadOptions.OnSpecChange;
import io.headrace.http.read.ReadOptions.Resume;
import io.headrace.source.http.record.KeyFormat;
import io.headrace.source.http.record.RecordFormat;
import java.time.Duration;
import java.util.Optional;

/** The keys of the HTTP source. */
public final class HttpSettings {

    /** What happens when a stream cannot be read. */
    public enum OnStreamError {
        /** The task fails. */
        FAIL,
        /** The other streams go on, and the stream is tried again now and then; the task fails when none can be read. */
        CONTINUE
    }

    static final String STREAM = "${stream}";

    private static final String RECORDS = "Records";
    private static final String READING = "Reading";
    private static final String ERRORS = "Errors";
    private static final String REQUESTS = "Requests";

    public static final Setting<String> TOPIC = Setting.string("topic.pattern")
            .defaultsTo(STREAM)
            .check(
                    pattern -> pattern.replace(STREAM, "s").matches("[A-Za-z0-9._-]{1,249}"),
                    "letters, digits, dots, dashes and underscores, with ${stream} for the stream's name")
            .important()
            .group(RECORDS)
            .doc("The topic of a stream's records; ${stream} stands for the stream's name.")
            .build();

    public static final Setting<RecordFormat> FORMAT = Setting.oneOf("record.format", RecordFormat.class)
            .defaultsTo(RecordFormat.STRUCT)
            .group(RECORDS)
            .doc(
                    "Whether values are structures with a schema, declared or learnt from the records and remembered in the offsets, or maps without one.")
            .build();

    public static final Setting<KeyFormat> KEY_FORMAT = Setting.oneOf("key.format", KeyFormat.class)
            .defaultsTo(KeyFormat.STRUCT)
            .group(RECORDS)
            .doc("Whether keys are structures of the primary key's fields, or the bare value where there is one field.")
            .build();

    public static final Setting<Duration> POLL_INTERVAL = Setting.duration("poll.interval.ms")
            .defaultsTo(Duration.ofMinutes(1))
            .between(Duration.ZERO, Duration.ofDays(30))
            .important()
            .group(READING)
            .doc("How long after the end of a pass over a stream the next one begins.")
            .build();

    public static final Setting<Resume> RESUME = Setting.oneOf("resume.mode", Resume.class)
            .defaultsTo(Resume.PAGE)
            .group(READING)
            .doc(
                    "Where a restart goes on inside a window: at the page, or at the window's begin for APIs whose page tokens do not last; records that were emitted lately are recognised either way.")
            .build();

    public static final Setting<Boolean> STABLE_PAGES = Setting.bool("pages.stable")
            .defaultsTo(false)
            .group(READING)
            .doc(
                    "Asserts that the API gives the same records again when the same page is asked for again, so that exactly-once can be declared. Pages whose name comes from the response are taken to be so without it; pages by number or offset are not, because records that come and go shift them.")
            .build();

    public static final Setting<ChildState> CHILDREN = Setting.oneOf("child.state", ChildState.class)
            .defaultsTo(ChildState.PARENT)
            .advanced()
            .group(READING)
            .doc("How progress is kept for streams with parents: for each parent, for buckets of them, or one for all.")
            .build();

    public static final Setting<OnSpecChange> ON_SPEC_CHANGE = Setting.oneOf("on.spec.change", OnSpecChange.class)
            .defaultsTo(OnSpecChange.FAIL)
            .group(READING)
            .doc(
                    "What is done when the declaration of a stream is another one than that under which its position was stored: fail, go on behind what was finished, or begin anew.")
            .build();

    public static final Setting<Integer> WINDOWS = Setting.integer("fetch.windows")
            .defaultsTo(4)
            .between(1, 64)
            .advanced()
            .group(READING)
            .doc(
                    "How many windows or slices of a stream are fetched at once. Their records are emitted in order all the same.")
            .build();

    public static final Setting<Integer> BATCH = Setting.integer("max.batch.records")
            .defaultsTo(500)
            .between(1, 100_000)
            .advanced()
            .group(READING)
            .doc("The most records that one poll gives to Connect.")
            .build();

    public static final Setting<Optional<String>> HEARTBEAT_TOPIC = Setting.string("heartbeat.topic")
            .check(topic -> topic.matches("[A-Za-z0-9._-]{1,249}"), "the name of a topic")
            .group(READING)
            .doc(
                    "A topic that takes a small record when reading got on without records, so that the position is stored.")
            .optional()
            .build();

    public static final Setting<Duration> HEARTBEAT_INTERVAL = Setting.duration("heartbeat.interval.ms")
            .defaultsTo(Duration.ofSeconds(30))
            .between(Duration.ZERO, Duration.ofDays(1))
            .advanced()
            .group(READING)
            .doc("The least time between two heartbeats of a stream.")
            .build();

    public static final Setting<OnStreamError> ON_STREAM_ERROR = Setting.oneOf("on.stream.error", OnStreamError.class)
            .defaultsTo(OnStreamError.CONTINUE)
            .group(ERRORS)
            .doc("What happens when a stream cannot be read: the others go on without it, or the task fails.")
            .build();

    public static final Setting<Integer> STREAM_RETRIES = Setting.integer("stream.errors.max.retries")
            .defaultsTo(5)
            .between(0, 1_000)
            .group(ERRORS)
            .doc("After how many failures in a row that may pass a stream counts as failed. Others fail it at once.")
            .build();

    public static final Setting<Duration> STREAM_RETRY = Setting.duration("stream.errors.retry.ms")
            .defaultsTo(Duration.ofMinutes(5))
            .between(Duration.ofMillis(10), Duration.ofDays(1))
            .advanced()
            .group(ERRORS)
            .doc("How long after it failed a stream is tried again, while others go on.")
            .build();

    public static final Setting<Boolean> VALIDATE_CONNECT = Setting.bool("validate.connect")
            .defaultsTo(true)
            .advanced()
            .group(REQUESTS)
            .doc("Whether validation asks the API for a page of each stream.")
            .build();

    public static final Settings ALL = SourceSettings.ALL
            .plus(TOPIC, FORMAT, KEY_FORMAT)
            .plus(
                    POLL_INTERVAL,
                    RESUME,
                    STABLE_PAGES,
                    CHILDREN,
                    ON_SPEC_CHANGE,
                    WINDOWS,
                    BATCH,
                    HEARTBEAT_TOPIC,
                    HEARTBEAT_INTERVAL)
            .plus(ON_STREAM_ERROR, STREAM_RETRIES, STREAM_RETRY)
            .plus(RequestSettings.ALL)
            .plus(VALIDATE_CONNECT);

    private HttpSettings() {}
}
