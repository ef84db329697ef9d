package io.ovation.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.node.local.state.Stage;
import org.junit.jupiter.api.Test;

class StartProgressTest {

    private final StartProgress progress = new StartProgress(2);

    @Test
    void noMoreThanAllowed_startAtATime() {
        assertThat(progress.hasRoom()).isTrue();
        progress.onLaunched("a");
        assertThat(progress.hasRoom()).isTrue();
        progress.onLaunched("b");
        assertThat(progress.hasRoom()).isFalse();

        progress.onSeen("a", Stage.LISTENING);
        assertThat(progress.hasRoom()).isFalse();

        progress.onSeen("a", Stage.SERVING);
        assertThat(progress.hasRoom()).isTrue();
    }

    @Test
    void nodeThatIsSeenAsBefore_hasNotGotFurther() {
        progress.onLaunched("a");

        assertThat(progress.onSeen("a", Stage.LAUNCHED)).isFalse();
        assertThat(progress.onSeen("a", Stage.SERVING)).isTrue();
        assertThat(progress.onSeen("a", Stage.SERVING)).isFalse();
    }

    @Test
    void nodeThatForAMomentDoesNotAnswer_hasNotGoneBack() {
        progress.onLaunched("a");
        progress.onSeen("a", Stage.SERVING);

        assertThat(progress.onSeen("a", Stage.LISTENING)).isFalse();

        assertThat(progress.stage("a")).isEqualTo(Stage.SERVING);
    }

    @Test
    void progress_tellsWhatEachNodeDoesThatIsNotReady() {
        progress.onLaunched("a");
        progress.onSeen("a", Stage.READY);
        progress.onLaunched("b");
        progress.onSeen("b", Stage.LISTENING);
        progress.onLaunched("c");

        assertThat(progress.describe()).isEqualTo("b joins, c starts");
        assertThat(progress.ready()).isEqualTo(1);
    }
}
