package io.ovation.common.async;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Stages and futures wrap what their steps throw. */
public final class StageFailure {

    private StageFailure() {}

    /** @return what was thrown; the wrapper itself if it has no cause, null if there is no failure */
    public static @Nullable Throwable unwrap(@Nullable Throwable failure) {
        Throwable unwrapped = failure;
        while (unwrapped != null && isWrapper(unwrapped) && unwrapped.getCause() != null) {
            unwrapped = unwrapped.getCause();
        }
        return unwrapped;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof CompletionException || failure instanceof ExecutionException;
    }
}
