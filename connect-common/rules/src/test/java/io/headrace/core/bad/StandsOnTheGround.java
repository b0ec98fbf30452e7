package io.headrace.core.bad;

import java.time.Duration;

interface StandsOnTheGround {
    Duration duration();
}
