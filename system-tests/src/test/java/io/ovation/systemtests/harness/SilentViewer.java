package io.ovation.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A viewer as small as can be, in a process of its own: host, port, topic. Says "open" and then reads on. */
public final class SilentViewer {

    private SilentViewer() {}

    public static void main(String[] arguments) throws IOException {
        try (Socket socket = new Socket(arguments[0], Integer.parseInt(arguments[1]))) {
            String request = "GET /v1/stream?topic=" + arguments[2] + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            InputStream stream = socket.getInputStream();
            byte[] buffer = new byte[4096];
            if (stream.read(buffer) > 0) {
                System.out.println("open");
            }
            while (stream.read(buffer) >= 0) {
                // Reads so that its kernel acknowledges what comes.
            }
        }
    }
}
