package io.headrace.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server, and cuts the connection when told, or when a word passes by. */
final class CuttingProxy implements AutoCloseable {

    /** Where the connection is cut when the client says the word. */
    enum Cut {
        /** The server never hears it. */
        BEFORE,
        /** The server has done it and answered, but the client never hears the answer. */
        AFTER
    }

    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile @Nullable String word;
    private volatile Cut cut = Cut.BEFORE;
    private volatile boolean answerIsSwallowed;

    CuttingProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts the connection once, when the client next sends {@code said}. */
    void cutWhen(String said, Cut where) {
        cut = where;
        word = said;
    }

    void cutNow() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                threads.execute(() -> pump(client, server, true));
                threads.execute(() -> pump(server, client, false));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pump(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fromClient && says(buffer, read)) {
                    word = null;
                    if (cut == Cut.BEFORE) {
                        return;
                    }
                    answerIsSwallowed = true;
                } else if (!fromClient && answerIsSwallowed) {
                    answerIsSwallowed = false;
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One of the two is gone, which is what this class is for.
            return;
        }
    }

    private boolean says(byte[] buffer, int length) {
        String awaited = word;
        return awaited != null && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(awaited);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutNow();
        threads.shutdownNow();
    }
}
