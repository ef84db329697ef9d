package io.ovation.systemtests.clients;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** curl, with some options of its own. */
record CurlClient(List<String> options) implements StreamClient {

    static CurlClient with(String... options) {
        return new CurlClient(List.of(options));
    }

    @Override
    public Watch watch(URI stream, Optional<String> lastEventId) {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--no-buffer", "--include"));
        command.addAll(options);
        lastEventId.ifPresent(id -> command.addAll(List.of("--header", "Last-Event-ID: " + id)));
        command.add(stream.toString());
        return Watch.of(watch -> {
            PlainOutput output = new PlainOutput(watch);
            Program program = Program.start(command, output::onLine, exit -> onExit(watch, exit));
            return program::stop;
        });
    }

    private static void onExit(Watch watch, int code) {
        if (code == 0) {
            watch.onEnd();
        } else {
            watch.onComplaint("exit code " + code);
        }
    }
}
