package io.ovation.systemtests.clients;

import java.net.URI;
import java.util.Optional;

/** A client that is not ours, used as its own documentation says. */
@FunctionalInterface
interface StreamClient {

    /** Watches a stream until it is closed, from behind {@code lastEventId} if there is one. */
    Watch watch(URI stream, Optional<String> lastEventId);
}
