package io.headrace.benchmarks.http;

import io.headrace.benchmarks.machine.ParentPipe;
import java.io.IOException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The API's process: says its port, and serves until its parent lets go. */
final class ChargeServer {
    private static final int OUTPUT_BYTES = 128 << 10;

    private ChargeServer() {}

    public static void main(String[] arguments) throws IOException {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setOutputBufferSize(OUTPUT_BYTES);
        http.setOutputAggregationSize(0);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]));
        connector.setAcceptedSendBufferSize(OUTPUT_BYTES);
        server.addConnector(connector);
        server.setHandler(new ChargeHandler());
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The server does not start", e);
        }
        ParentPipe.say(Integer.toString(connector.getLocalPort()));
        ParentPipe.awaitEnd();
        // Its threads are not daemons.
        Runtime.getRuntime().halt(0);
    }
}
