package io.ovation.systemtests.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what takes a while, and no longer than it takes. */
public final class Eventually {

    private static final long INTERVAL_NANOS = Duration.ofMillis(20).toNanos();

    /** What is to become true. */
    @FunctionalInterface
    public interface Assertion {
        void check() throws Exception;
    }

    private Eventually() {}

    /** Passes once {@code assertion} does; fails as it does if it still fails in the end, or at any other exception. */
    public static void within(Duration patience, Assertion assertion) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                assertion.check();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
