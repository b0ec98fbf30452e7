package io.headrace.cli.bad;

import io.headrace.testkit.bad.Fake;

interface ShipsAFake {
    Fake fake();
}
