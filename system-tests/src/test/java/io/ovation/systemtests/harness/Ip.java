package io.ovation.systemtests.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The command {@code ip} of iproute2. */
final class Ip {

    private static final Pattern SPACE = Pattern.compile(" ");

    private Ip() {}

    /** @throws IOException with what it said if it fails or does not exist */
    static void run(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        SPACE.splitAsStream(arguments).forEach(command::add);
        Command.tryToRun(command);
    }

    /** Removes what may be there or not. */
    static void runIfPossible(String arguments) {
        try {
            run(arguments);
        } catch (IOException e) {
            // It is not there, or there is no ip.
        }
    }
}
