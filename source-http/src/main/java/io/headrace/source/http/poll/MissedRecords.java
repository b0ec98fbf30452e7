package io.headrace.source.http.poll;

import io.headrace.http.decode.MissingRecords;
import io.headrace.http.decode.MissingRecords.Found;
import io.headrace.http.read.StreamSpec;
import io.headrace.http.route.RouteContext.Notes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which streams had no records where they are looked for, and judges whether they are elsewhere: an API may leave the field out where it has none. Thread-safe.
 */
final class MissedRecords implements Notes {

    private final Set<String> streams;
    private final Map<String, MissingRecords> missed = new ConcurrentHashMap<>();
    private volatile boolean brokeOff;

    /** @param streams those that are judged themselves */
    MissedRecords(Set<String> streams) {
        this.streams = streams;
    }

    @Override
    public void note(String remark) {}

    @Override
    public void missed(String stream, MissingRecords what) {
        missed.put(stream, what);
    }

    @Override
    public void brokeOff() {
        brokeOff = true;
    }

    /** Whether the body of a page broke off, or was not what it should be. */
    boolean hasBrokenOff() {
        return brokeOff;
    }

    /** What is to be mended about a stream, or a parent of it, whose first page had no records. */
    Optional<String> mend(StreamSpec spec) {
        return own(spec)
                .or(() -> spec.parents().stream()
                        .filter(parent -> !streams.contains(parent.name()))
                        .flatMap(
                                parent -> mend(parent)
                                        .map(text -> "in a response of its parent " + parent.name() + " " + text)
                                        .stream())
                        .findFirst());
    }

    private Optional<String> own(StreamSpec spec) {
        return Optional.ofNullable(missed.get(spec.name()))
                .filter(what -> what.lists().stream().anyMatch(list -> isLikely(spec, list)))
                .map(what -> what.text(list -> isLikely(spec, list)));
    }

    /** Whether a list may be that of the stream's records: its objects have the primary key, if there is one. */
    private static boolean isLikely(StreamSpec spec, Found list) {
        List<String> key = spec.component().values("primary_key").stream()
                .map(part -> String.valueOf(part instanceof List<?> path ? path.get(0) : part))
                .filter(name -> !name.isEmpty())
                .toList();
        return list.mayBeRecords() && list.fields().containsAll(key);
    }
}
