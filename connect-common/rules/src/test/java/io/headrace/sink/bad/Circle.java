package io.headrace.sink.bad;

import io.headrace.sink.bad.round.Round;

public interface Circle {
    Round round();
}
