package io.ovation.systemtests.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** Somebody who connects to a port and does not know, or care, what is spoken there. */
public final class Stranger {

    private static final int PATIENCE_MILLIS = 150;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MOST_READ = 64 * 1024;

    private Stranger() {}

    /**
     * Says {@code bytes}, listens for a moment and hangs up.
     *
     * @return what was answered, if anything
     */
    public static String say(String host, int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(bytes);
                return listen(socket.getInputStream());
            } catch (SocketException e) {
                return ""; // Cut off while still talking.
            }
        }
    }

    private static String listen(InputStream input) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try {
            for (int count = input.read(buffer); count >= 0 && heard.size() < MOST_READ; count = input.read(buffer)) {
                heard.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException e) {
            // Nothing more to hear.
        }
        return heard.toString(ISO_8859_1);
    }
}
