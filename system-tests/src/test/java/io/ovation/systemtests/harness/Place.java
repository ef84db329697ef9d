package io.ovation.systemtests.harness;

import java.util.List;

/**
 * Where a node runs.
 *
 * @param address which it binds, and at which everybody reaches it
 * @param launcher what runs its command; empty to run it as it is
 */
public record Place(String address, List<String> launcher) {

    static final Place LOOPBACK = new Place("127.0.0.1", List.of());
}
