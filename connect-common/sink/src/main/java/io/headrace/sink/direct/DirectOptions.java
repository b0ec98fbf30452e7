package io.headrace.sink.direct;

import io.headrace.core.secret.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * How keys and values come.
 *
 * @param registry where Avro's schemas are; there when a format is {@link Format#AVRO}
 */
public record DirectOptions(Format key, Format value, Optional<Registry> registry) {

    /** What the bytes of a key or value are. */
    public enum Format {
        /** Whatever a converter made of them. */
        CONVERTED,
        /** Avro behind a zero byte and the id of its schema in four bytes, as Confluent's serialisers write it. */
        AVRO
    }

    /** @param username empty where the registry asks for no login */
    public record Registry(URI url, Optional<String> username, Optional<Secret> password) {}
}
