package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Exports that take time: a job is created, asked about, downloaded and deleted. A job says {@code running} so many times and
 * then how it ended; a test may script other endings for the next jobs.
 */
public final class ExportJobs {
    private final String path;
    private final Handler file;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Queue<String> endings = new ArrayDeque<>();
    private final List<String> deleted = new ArrayList<>();
    private int running = 2;

    private static final class Job {
        private final Call creation;
        private final String ending;
        private int left;

        private Job(Call creation, String ending, int left) {
            this.creation = creation;
            this.ending = ending;
            this.left = left;
        }
    }

    private ExportJobs(String path, Handler file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Adds {@code POST path}, {@code GET path/{id}}, {@code GET path/{id}/file} and {@code DELETE path/{id}}.
     *
     * @param file what a download gives, asked with the request that created the job
     */
    public static ExportJobs at(MockApi api, String path, Handler file) {
        ExportJobs exports = new ExportJobs(path, file);
        api.post(path, exports::create);
        api.get(path + "/{id}", exports::poll);
        api.get(path + "/{id}/file", exports::download);
        api.on("DELETE", path + "/{id}", exports::delete);
        return exports;
    }

    /** How often a job says that it is running. */
    public synchronized ExportJobs running(int times) {
        running = times;
        return this;
    }

    /** How the next job ends instead of {@code completed}. */
    public synchronized ExportJobs nextEnds(String status) {
        endings.add(status);
        return this;
    }

    /** {@return the jobs that were deleted, in order} */
    public synchronized List<String> deleted() {
        return List.copyOf(deleted);
    }

    private synchronized Reply create(Call call) {
        String ending = endings.isEmpty() ? "completed" : endings.remove();
        String id = "job-" + (jobs.size() + 1);
        jobs.put(id, new Job(call, ending, running));
        return Reply.json(201, Map.of("id", id, "status", "created"));
    }

    private synchronized Reply poll(Call call) {
        Job job = job(call);
        if (job.left > 0) {
            job.left--;
            return Reply.json(Table.fields("id", call.var("id"), "status", "running"));
        }
        return Reply.json(Table.fields(
                "id",
                call.var("id"),
                "status",
                job.ending,
                "url",
                Links.host(call) + path + '/' + call.var("id") + "/file"));
    }

    private Reply download(Call call) {
        Job job;
        synchronized (this) {
            job = job(call);
        }
        return file.answer(job.creation);
    }

    private synchronized Reply delete(Call call) {
        job(call);
        deleted.add(call.var("id"));
        return Reply.empty(204);
    }

    private Job job(Call call) {
        Job job = jobs.get(call.var("id"));
        if (job == null) {
            throw new Refusal(Reply.json(404, Map.of("error", "no such job")));
        }
        return job;
    }
}
