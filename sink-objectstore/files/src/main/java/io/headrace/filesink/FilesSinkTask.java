package io.headrace.filesink;

import io.headrace.sink.HeadraceSinkTask;

/** The task of {@link FilesSinkConnector}. */
public final class FilesSinkTask extends HeadraceSinkTask {

    public FilesSinkTask() {
        super(new FilesDestinationFactory());
    }
}
