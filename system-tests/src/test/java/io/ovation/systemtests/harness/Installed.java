package io.ovation.systemtests.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What {@code ./ovation test} installs before it runs any test. */
public final class Installed {

    private Installed() {}

    /** Skips the caller's tests, and says why, where {@code program} is missing; fails them in CI. */
    public static void program(String program) {
        require(Command.exists(program), program + " on the PATH");
    }

    /** Skips the caller's tests, and says why, where something is missing; fails them in CI. */
    public static void require(boolean there, String what) {
        String missing = "needs " + what + ", which ./ovation test installs";
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        assumeTrue(there, missing);
    }
}
