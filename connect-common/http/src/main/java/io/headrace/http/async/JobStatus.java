package io.headrace.http.async;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is to be done about a job. */
enum JobStatus {
    RUNNING,
    COMPLETED,
    FAILED,
    TIMEOUT,
    SKIPPED;

    /** The API's words for states. */
    record Words(Map<String, JobStatus> words) {

        /** Compiles an {@code AsyncJobStatusMap}. */
        static Words of(Component map) {
            Map<String, JobStatus> words = new TreeMap<>();
            for (JobStatus status : values()) {
                map.texts(status.name().toLowerCase(Locale.ROOT)).forEach(word -> words.put(word, status));
            }
            return new Words(words);
        }

        JobStatus read(String word, String origin) {
            JobStatus status = words.get(word);
            if (status == null) {
                List<String> known = new ArrayList<>(words.keySet());
                throw HeadraceException.config(origin + ": the job has the state '" + word + "'; known are " + known
                        + ". Add it to status_mapping");
            }
            return status;
        }
    }
}
