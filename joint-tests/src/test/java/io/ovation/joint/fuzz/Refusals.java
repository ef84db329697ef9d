package io.ovation.joint.fuzz;

import io.ovation.common.http.ProblemException;
import java.util.Optional;
import java.util.function.Supplier;

/** What a stranger is told: what was asked for, or a refusal that blames the request and is short. */
final class Refusals {

    private static final int LONGEST_DETAIL = 1_000;

    private Refusals() {}

    /** @return empty if the request was refused as it should be */
    static <T> Optional<T> read(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (ProblemException e) {
            int status = e.problem().status();
            if (status < 400 || status > 499) {
                throw new AssertionError("a request is to blame, and not the server: " + status, e);
            }
            if (e.problem().detail().length() > LONGEST_DETAIL) {
                throw new AssertionError(
                        "the refusal repeats what was sent: " + e.problem().detail());
            }
            return Optional.empty();
        }
    }

    static void require(boolean condition, Object what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }
}
