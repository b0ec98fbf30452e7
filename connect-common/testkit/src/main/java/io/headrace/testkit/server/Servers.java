package io.headrace.testkit.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands shared servers to tests: {@code @ExtendWith(Servers.class)}, and a parameter of type {@link KafkaServer},
 * {@link PostgresServer} or {@link TestRegistry} on a constructor, test or life-cycle method.
 *
 * <p>Each is started when first asked for, shared by all test classes of the JVM, and closed and deleted after the last
 * one. So a test uses topics, databases and subjects of its own, and starts again what it stops.
 *
 * <p>The system property {@value #PROPERTY} names the {@link ServerProvider}: {@code embedded} unless set;
 * {@code testcontainers} is there under the Maven profile of that name.
 */
public final class Servers implements ParameterResolver {
    static final String PROPERTY = "headrace.test.servers";

    private static final Namespace NAMESPACE = Namespace.create(Servers.class);

    private static final Map<Class<?>, Function<Path, AutoCloseable>> STARTERS = Map.of(
            KafkaServer.class, dir -> provider().kafka(dir, Map.of()),
            PostgresServer.class, dir -> provider().postgres(dir, Map.of()),
            TestRegistry.class, TestRegistry::start);

    /**
     * {@return the provider chosen by the system property, for servers of one's own}
     *
     * @throws IllegalStateException when there is none of that name
     */
    public static ServerProvider provider() {
        String name = System.getProperty(PROPERTY, "embedded");
        List<ServerProvider> providers =
                ServiceLoader.load(ServerProvider.class, Servers.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No test servers named " + name + " (" + PROPERTY
                        + "); there are "
                        + providers.stream().map(ServerProvider::name).toList()
                        + "; testcontainers needs the Maven profile of that name"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return STARTERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        // Surefire plans and runs each class by itself where it shares them out to several JVMs: the session is the
        // JVM's.
        Store store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        return store.getOrComputeIfAbsent(type, this::start, Shared.class).server();
    }

    private Shared start(Class<?> type) {
        ScratchDir dir = ScratchDir.create(type.getSimpleName());
        return new Shared(Objects.requireNonNull(STARTERS.get(type)).apply(dir.path()), dir);
    }

    /** Closed by JUnit with the session, after all tests. */
    private record Shared(AutoCloseable server, ScratchDir dir) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            try (dir) {
                server.close();
            }
        }
    }
}
