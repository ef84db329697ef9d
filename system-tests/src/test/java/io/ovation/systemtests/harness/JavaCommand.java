package io.ovation.systemtests.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to run a class of this class path in another JVM. */
final class JavaCommand {

    /** The JVM from which native access and Unsafe, which Netty and Akka use, are warned of unless allowed. */
    private static final int WARNS = 24;

    private JavaCommand() {}

    static List<String> with(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Many short lives on few processors: what makes a JVM start fast matters more than its speed in the end.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        if (Runtime.version().feature() >= WARNS) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }
}
