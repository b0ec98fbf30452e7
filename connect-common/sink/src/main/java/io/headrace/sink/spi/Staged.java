package io.headrace.sink.spi;

/** A batch that is in the target but not yet visible. Destinations carry what their commit needs in their own implementation. */
public interface Staged {
    Batch batch();

    /** Bytes written to the target, or -1 when not known. */
    long bytes();
}
