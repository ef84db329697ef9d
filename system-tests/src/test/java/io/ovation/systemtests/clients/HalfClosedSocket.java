package io.ovation.systemtests.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;

/** Closes its half of the connection behind its request, as {@code nc -N} does. */
final class HalfClosedSocket implements StreamClient {

    @Override
    public Watch watch(URI stream, Optional<String> lastEventId) {
        try {
            Socket socket = new Socket(stream.getHost(), stream.getPort());
            socket.getOutputStream().write(request(stream, lastEventId).getBytes(US_ASCII));
            socket.shutdownOutput();
            return Watch.of(watch -> {
                Thread reader = new Thread(() -> read(socket, watch), "half-closed-socket");
                reader.setDaemon(true);
                reader.start();
                return () -> close(socket);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In HTTP/1.0, so that the answer has no chunks to be taken apart. */
    private static String request(URI stream, Optional<String> lastEventId) {
        return "GET " + stream.getPath() + '?' + stream.getQuery() + " HTTP/1.0\r\n"
                + lastEventId.map(id -> "Last-Event-ID: " + id + "\r\n").orElse("") + "\r\n";
    }

    private static void read(Socket socket, Watch watch) {
        PlainOutput output = new PlainOutput(watch);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.onLine(line);
            }
            watch.onEnd();
        } catch (IOException e) {
            watch.onComplaint(e.toString());
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
