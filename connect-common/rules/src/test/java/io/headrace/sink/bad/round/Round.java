package io.headrace.sink.bad.round;

import io.headrace.sink.bad.Circle;
import org.jspecify.annotations.Nullable;

public interface Round {
    @Nullable Circle circle();
}
