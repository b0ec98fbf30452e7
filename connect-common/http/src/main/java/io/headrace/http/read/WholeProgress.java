package io.headrace.http.read;

import java.util.OptionalLong;

/** The progress of a stream without slices. */
record WholeProgress(OptionalLong least) implements Progress {

    @Override
    public OptionalLong of(String slice) {
        return least;
    }

    @Override
    public Progress with(String slice, OptionalLong done, boolean over) {
        return done.isPresent() ? new WholeProgress(done) : this;
    }

    @Override
    public Progress failed(String slice) {
        return this;
    }

    @Override
    public Progress ended() {
        return this;
    }

    @Override
    public long characters() {
        return 24;
    }

    @Override
    public String text() {
        return least.isPresent() ? "w" + least.getAsLong() : "w";
    }
}
