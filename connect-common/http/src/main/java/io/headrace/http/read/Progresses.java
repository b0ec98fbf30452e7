package io.headrace.http.read;

import java.util.OptionalLong;

/** Makes and reads progress. */
final class Progresses {

    private Progresses() {}

    static Progress none(boolean routed, ReadOptions.ChildState mode) {
        if (!routed) {
            return new WholeProgress(OptionalLong.empty());
        }
        return switch (mode) {
            case PARENT -> SliceProgress.none();
            case BUCKET -> BucketProgress.none(BucketProgress.BUCKETS);
            case GLOBAL -> BucketProgress.none(1);
        };
    }

    /** @throws IllegalArgumentException when the text is of no known kind */
    static Progress parse(String text) {
        String rest = text.substring(1);
        return switch (text.charAt(0)) {
            case 'w' ->
                new WholeProgress(rest.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(rest)));
            case 's' -> SliceProgress.parse(rest);
            case 'b' -> BucketProgress.parse(rest);
            default -> throw new IllegalArgumentException("Progress begins with w, s or b, not with " + text.charAt(0));
        };
    }
}
