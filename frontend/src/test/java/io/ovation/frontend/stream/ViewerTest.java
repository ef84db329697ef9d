package io.ovation.frontend.stream;

import static io.ovation.frontend.stream.Viewer.Beat.GIVE_UP;
import static io.ovation.frontend.stream.Viewer.Beat.HEARTBEAT;
import static io.ovation.frontend.stream.Viewer.Beat.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ViewerTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");

    private final Viewer viewer = new Viewer(2);

    @Test
    void beat_asksForAHeartbeatAtTheThirdWithoutAWrite() {
        assertThat(viewer.beat(true)).isEqualTo(NOTHING);
        assertThat(viewer.beat(true)).isEqualTo(NOTHING);
        assertThat(viewer.beat(true)).isEqualTo(HEARTBEAT);
    }

    @Test
    void wrote_putsTheHeartbeatOff() {
        viewer.beat(true);
        viewer.beat(true);
        viewer.wrote();

        assertThat(viewer.beat(true)).isEqualTo(NOTHING);
        assertThat(viewer.beat(true)).isEqualTo(NOTHING);
        assertThat(viewer.beat(true)).isEqualTo(HEARTBEAT);
    }

    @Test
    void beat_givesUpOnAViewerThatTakesNothingForTooLong() {
        assertThat(viewer.beat(false)).isEqualTo(NOTHING);
        assertThat(viewer.beat(false)).isEqualTo(NOTHING);
        assertThat(viewer.beat(false)).isEqualTo(GIVE_UP);
    }

    @Test
    void beat_forgivesAViewerThatTakesBytesAgain() {
        viewer.beat(false);
        viewer.beat(false);
        viewer.beat(true);

        assertThat(viewer.beat(false)).isEqualTo(NOTHING);
        assertThat(viewer.beat(false)).isEqualTo(NOTHING);
        assertThat(viewer.beat(false)).isEqualTo(GIVE_UP);
    }

    @Test
    void tookBytes_forgivesAViewerThatDidSoBetweenTwoBeats() {
        viewer.beat(false);
        viewer.beat(false);
        viewer.tookBytes();

        assertThat(viewer.beat(false)).isEqualTo(NOTHING);
    }

    @Test
    void takes_missesWhatCannotBeWritten() {
        assertThat(viewer.takes(event(CATS), false)).isFalse();
        assertThat(viewer.takes(event(CATS), false)).isFalse();
        assertThat(viewer.takes(event(DOGS), false)).isFalse();

        assertThat(viewer.missed()).containsExactlyInAnyOrder(CATS, DOGS);
    }

    @Test
    void takes_nothingMoreOfATopicUntilItsRecovery() {
        viewer.takes(event(CATS), false);

        assertThat(viewer.takes(event(CATS), true)).isFalse();
        assertThat(viewer.takes(event(DOGS), true)).isTrue();
        assertThat(viewer.takes(recovery(DOGS), true)).isTrue();
        assertThat(viewer.missed()).containsExactly(CATS);

        assertThat(viewer.takes(recovery(CATS), true)).isTrue();
        assertThat(viewer.takes(event(CATS), true)).isTrue();
        assertThat(viewer.missed()).isEmpty();
    }

    @Test
    void takes_aRecoveryOnlyIfItCanBeWritten() {
        viewer.takes(event(CATS), false);

        assertThat(viewer.takes(recovery(CATS), false)).isFalse();
        assertThat(viewer.takes(event(CATS), true)).isFalse();
        assertThat(viewer.missed()).containsExactly(CATS);
    }

    @Test
    void takes_whatIsFleetingLeavesNoHole() {
        assertThat(viewer.takes(fleeting(CATS), false)).isFalse();

        assertThat(viewer.missed()).isEmpty();
        assertThat(viewer.takes(event(CATS), true)).isTrue();
        assertThat(viewer.takeStale()).containsExactly(CATS);
        assertThat(viewer.takeStale()).isEmpty();
    }

    @Test
    void takes_aHoleIsMadeUpForAsAWhole() {
        viewer.takes(fleeting(CATS), false);
        viewer.takes(event(CATS), false);
        viewer.takes(fleeting(CATS), false);

        assertThat(viewer.missed()).containsExactly(CATS);
        assertThat(viewer.takeStale()).isEmpty();
    }

    @Test
    void forget_letsATopicBeginAnew() {
        viewer.takes(event(CATS), false);
        viewer.takes(event(DOGS), false);
        viewer.forget(CATS);

        assertThat(viewer.takes(event(CATS), true)).isTrue();
        assertThat(viewer.missed()).containsExactly(DOGS);
        viewer.forget(DOGS);
        viewer.forget(DOGS);
        assertThat(viewer.missed()).isEmpty();
    }

    private static Frame event(Topic topic) {
        return Frame.of(topic, ByteBuffer.allocateDirect(1));
    }

    private static Frame fleeting(Topic topic) {
        return Frame.fleeting(topic, ByteBuffer.allocateDirect(1));
    }

    private static Frame recovery(Topic topic) {
        return Frame.recovery(topic, ByteBuffer.allocateDirect(1));
    }
}
