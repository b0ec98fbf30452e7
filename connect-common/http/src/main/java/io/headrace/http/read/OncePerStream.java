package io.headrace.http.read;

import io.headrace.http.decode.MissingRecords;
import io.headrace.http.route.RouteContext.Notes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes on remarks; that a stream's records are missing only once, however many windows and slices it has. Thread-safe. */
final class OncePerStream implements Notes {

    private final Notes notes;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    OncePerStream(Notes notes) {
        this.notes = notes;
    }

    @Override
    public void note(String remark) {
        notes.note(remark);
    }

    @Override
    public void missed(String stream, MissingRecords what) {
        if (told.add(stream)) {
            notes.missed(stream, what);
        }
    }

    @Override
    public void brokeOff() {
        notes.brokeOff();
    }
}
