package io.ovation.systemtests.harness;

import io.ovation.node.local.Distribution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How to run something in another JVM: Ovation as users do, with the flags and the archive of its distribution. */
final class JavaCommand {

    /** Many short lives on few processors: what makes a JVM start fast matters more than its speed in the end. */
    private static final String SHORT_LIVED = "-XX:-UseParallelGC -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmn64m";

    private JavaCommand() {}

    static List<String> of(List<String> arguments) {
        List<String> command = new ArrayList<>(Distribution.command());
        command.addAll(arguments);
        return command;
    }

    /** A class of the tests. */
    static List<String> ofClass(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What its environment has to say for a heap and more flags, none of which has a space in it. */
    static Map<String, String> environment(String heap, List<String> flags) {
        return Map.of("OVATION_HEAP", heap, "OVATION_JAVA_OPTS", SHORT_LIVED + ' ' + String.join(" ", flags));
    }
}
