package io.ovation.node.local;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where this process was started from, and how others are started from there. */
public final class Distribution {

    private static final String MAIN = "io.ovation.node.Main";
    private static final String LAUNCHER = "bin/ovation";

    /** For classes that are in no distribution, as in a development environment: no archive, and no flags but what is asked for. */
    private static final String WITHOUT_LAUNCHER =
            "java=$1; classpath=$2; shift 2; exec \"$java\" ${OVATION_HEAP:+-Xmx$OVATION_HEAP} ${OVATION_JAVA_OPTS:-} -cp \"$classpath\" \"$@\"";

    private Distribution() {}

    /**
     * The beginning of a command that runs the same classes on the same JDK as this process; Ovation's own arguments
     * follow. {@code OVATION_HEAP} and {@code OVATION_JAVA_OPTS} of its environment go to its JVM.
     */
    public static List<String> command() {
        return launcher()
                .map(launcher -> List.of("env", "JAVA_HOME=" + javaHome(), "sh", launcher.toString()))
                .orElseGet(() -> List.of(
                        "sh",
                        "-c",
                        WITHOUT_LAUNCHER,
                        "ovation",
                        javaHome() + "/bin/java",
                        System.getProperty("java.class.path"),
                        MAIN));
    }

    private static Optional<Path> launcher() {
        return file(LAUNCHER);
    }

    /**
     * A file of the distribution, by its name from there. Nothing if there is none, or if this process's classes did not
     * come out of the jars of a distribution.
     */
    public static Optional<Path> file(String name) {
        return Optional.of(classes())
                .filter(classes -> classes.toString().endsWith(".jar"))
                .map(jar -> jar.getParent().resolveSibling(name))
                .filter(Files::isRegularFile);
    }

    private static Path classes() {
        try {
            return new File(Distribution.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toPath()
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String javaHome() {
        return System.getProperty("java.home");
    }
}
