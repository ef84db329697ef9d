package io.ovation.common.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class StageFailureTest {

    private final Throwable cause = new IllegalStateException(new IOException());

    @Test
    void wrappers_areTakenOff_howeverMany() {
        assertThat(StageFailure.unwrap(new ExecutionException(new CompletionException(cause))))
                .isSameAs(cause);
    }

    @Test
    void failureThatIsNotWrapped_keepsItsCause() {
        assertThat(StageFailure.unwrap(cause)).isSameAs(cause);
    }

    @Test
    void wrapperWithoutACause_andNothing_stay() {
        Throwable empty = new CompletionException(null);

        assertThat(StageFailure.unwrap(empty)).isSameAs(empty);
        assertThat(StageFailure.unwrap(null)).isNull();
    }
}
