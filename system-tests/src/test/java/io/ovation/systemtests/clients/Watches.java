package io.ovation.systemtests.clients;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Several clients that watch at the same time. */
final class Watches implements AutoCloseable {

    private final List<Watch> watches = new ArrayList<>();

    /** @return the watches of these clients, in their order */
    List<Watch> open(Stream<Named<StreamClient>> clients, URI stream) {
        List<Watch> opened = new ArrayList<>();
        clients.map(Named::getPayload).forEach(client -> {
            Watch watch = client.watch(stream, Optional.empty());
            watches.add(watch);
            opened.add(watch);
        });
        return opened;
    }

    List<Watch> all() {
        return watches;
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
