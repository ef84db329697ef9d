package io.ovation.frontend.stream;

import static io.ovation.frontend.stream.Viewer.Beat.GIVE_UP;
import static io.ovation.frontend.stream.Viewer.Beat.HEARTBEAT;
import static io.ovation.frontend.stream.Viewer.Beat.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
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
    void takeMissed_forgivesAViewerThatTookBytesBetweenTwoBeats() {
        viewer.beat(false);
        viewer.beat(false);
        viewer.takeMissed();

        assertThat(viewer.beat(false)).isEqualTo(NOTHING);
    }

    @Test
    void takeMissed_namesEachTopicOnce() {
        viewer.missed(CATS);
        viewer.missed(DOGS);
        viewer.missed(CATS);

        assertThat(viewer.takeMissed()).containsExactlyInAnyOrder(CATS, DOGS);
        assertThat(viewer.takeMissed()).isEmpty();
    }

    @Test
    void missed_countsAnewAfterItWasTaken() {
        viewer.missed(CATS);
        viewer.takeMissed();
        viewer.missed(DOGS);

        assertThat(viewer.takeMissed()).containsExactly(DOGS);
    }
}
