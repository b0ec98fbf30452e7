package io.headrace.testkit.container;

import io.headrace.runtime.Await;
import io.headrace.runtime.LoopbackPort;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container that keeps its host port and its data over an outage, as Testcontainers' own ports do not. */
final class FixedPortContainer extends GenericContainer<FixedPortContainer> {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final int hostPort = LoopbackPort.free();
    private boolean halted;

    FixedPortContainer(String image, int containerPort) {
        super(DockerImageName.parse(image));
        addFixedExposedPort(hostPort, containerPort);
    }

    int hostPort() {
        return hostPort;
    }

    /** Stops the process in the container, which stays. */
    void halt() {
        if (!halted) {
            getDockerClient().stopContainerCmd(getContainerId()).exec();
            halted = true;
        }
    }

    /** Starts the container, or its process again after {@link #halt}, and waits until it serves. */
    void serve(BooleanSupplier ready) {
        if (halted) {
            getDockerClient().startContainerCmd(getContainerId()).exec();
            halted = false;
        } else {
            start();
        }
        Await.until(getDockerImageName() + " to serve", DEADLINE, ready);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
