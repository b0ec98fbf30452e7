package io.headrace.sink.brokers;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.sink.options.KafkaOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** An admin client for one question, which must be answered within {@link #PATIENCE}, and its errors as a user reads them. */
final class AdminSession implements AutoCloseable {

    /** How long all calls of a session may take together. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How {@code ClientUtils.parseAndValidateAddresses} begins when no name has an address; a name server that is down heals. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private final String servers;
    private final Admin admin;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    AdminSession(KafkaOptions options) {
        servers = options.servers();
        admin = open(options);
    }

    private Admin open(KafkaOptions options) {
        Map<String, Object> properties = new HashMap<>(options.properties());
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    Admin admin() {
        return admin;
    }

    static int patienceMillis() {
        return Math.toIntExact(PATIENCE.toMillis());
    }

    /** The answer, or what is wrong as an error that knows its class. */
    <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw explained(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HeadraceException.transientFailure("Interrupted while asking the brokers at '" + servers + "'", e);
        }
    }

    private HeadraceException explained(Throwable cause) {
        if (cause instanceof AuthenticationException) {
            return config(
                    "The brokers at '" + servers + "' refuse the login: " + cause.getMessage()
                            + ". Check 'kafka.security.protocol' and the settings under 'kafka.sasl.' and 'kafka.ssl.'.",
                    cause);
        }
        if (cause instanceof AuthorizationException) {
            return config(
                    "The brokers at '" + servers + "' do not show the topics: " + cause.getMessage()
                            + ". Grant the login DESCRIBE on the topics, or take the settings under 'kafka.' out.",
                    cause);
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return silent(cause);
        }
        if (cause instanceof RetriableException) {
            return HeadraceException.transientFailure(
                    "The brokers at '" + servers + "' cannot answer yet: " + cause.getMessage(), cause);
        }
        return config(
                "The brokers at '" + servers + "' cannot answer: " + cause.getMessage()
                        + ". Correct the settings under 'kafka.', or take them out.",
                cause);
    }

    private HeadraceException silent(Throwable cause) {
        return HeadraceException.transientFailure(
                "The brokers at '" + servers + "' did not answer within " + PATIENCE.toSeconds()
                        + " s. Check 'kafka.bootstrap.servers', 'kafka.security.protocol' and the way to the brokers.",
                cause);
    }

    /** Texts of login modules are not repeated: they may quote a piece of a password. */
    private HeadraceException refused(KafkaException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String text = cause.getMessage();
            if (cause instanceof ConfigException && text != null) {
                if (text.startsWith(UNRESOLVED)) {
                    return HeadraceException.transientFailure(
                            "No name in '" + servers
                                    + "' has an address. Correct 'kafka.bootstrap.servers', or mend the name service.",
                            error);
                }
                return config(
                        "The settings under 'kafka.' make no admin client: " + text
                                + ". Correct them, or take them out.",
                        null);
            }
        }
        return config(
                "The settings under 'kafka.' make no admin client. Correct 'kafka.sasl.jaas.config' and the stores under 'kafka.ssl.', or take them out.",
                null);
    }

    private static HeadraceException config(String message, @Nullable Throwable cause) {
        return new HeadraceException(ErrorClass.CONFIG, message, cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
