package io.ovation.frontend.viewer;

import static io.ovation.frontend.viewer.Viewer.Beat.GIVE_UP;
import static io.ovation.frontend.viewer.Viewer.Beat.HEARTBEAT;
import static io.ovation.frontend.viewer.Viewer.Beat.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.Frames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewerTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final Mark FIVE = new Mark(5, 55);
    private static final Mark NINE = new Mark(9, 99);

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

    @Test
    void catchUp_thatIsARecovery_makesUpForWhatWasMissed() {
        viewer.takes(event(CATS), false);
        CatchUp recovery = CatchUp.recovery(recovery(CATS), event(CATS));

        assertThat(viewer.takes(recovery, false)).isFalse();
        assertThat(viewer.missed()).containsExactly(CATS);
        assertThat(viewer.takes(recovery, true)).isTrue();
        assertThat(viewer.missed()).isEmpty();
    }

    @Test
    void catchUp_thatIsASnapshot_isMissedLikeAFrame() {
        assertThat(viewer.takes(CatchUp.begin(event(CATS)), false)).isFalse();
        assertThat(viewer.missed()).containsExactly(CATS);

        assertThat(viewer.takes(CatchUp.refresh(event(CATS)), true)).isFalse();
        assertThat(viewer.takes(CatchUp.refresh(event(DOGS)), false)).isFalse();
        assertThat(viewer.takeStale()).containsExactly(DOGS);
        assertThat(viewer.takes(CatchUp.refresh(event(DOGS)), true)).isTrue();
    }

    @Test
    void piece_isFollowedByTheNextWhereItEnds() {
        assertThat(viewer.takes(piece(FIVE, NINE), true)).isTrue();

        assertThat(viewer.isReplaying(CATS)).isTrue();
        assertThat(viewer.takeReplays()).isEqualTo(Map.of(CATS, NINE));
        assertThat(viewer.takeReplays()).isEmpty();

        assertThat(viewer.takes(lastPiece(NINE), true)).isTrue();
        assertThat(viewer.isReplaying(CATS)).isFalse();
        assertThat(viewer.takeReplays()).isEmpty();
        assertThat(viewer.takes(event(CATS), true)).isTrue();
    }

    @Test
    void piece_thatCannotBeWrittenIsAskedForAgain() {
        assertThat(viewer.takes(piece(FIVE, NINE), false)).isFalse();
        assertThat(viewer.takeReplays()).isEqualTo(Map.of(CATS, FIVE));
        assertThat(viewer.missed()).isEmpty();
    }

    @Test
    void lastPiece_thatCannotBeWritten_leavesWhatFollowsToTheNextOne() {
        viewer.takes(lastPiece(NINE), false);

        assertThat(viewer.takes(event(CATS), true)).isFalse();
        assertThat(viewer.missed()).isEmpty();
        assertThat(viewer.takeReplays()).isEqualTo(Map.of(CATS, NINE));
        assertThat(viewer.takes(lastPiece(NINE), true)).isTrue();
        assertThat(viewer.takes(event(CATS), true)).isTrue();
    }

    @Test
    void recovery_endsAReplay() {
        viewer.takes(piece(FIVE, NINE), true);

        viewer.takes(CatchUp.recovery(recovery(CATS), event(CATS)), true);

        assertThat(viewer.isReplaying(CATS)).isFalse();
        assertThat(viewer.takeReplays()).isEmpty();
    }

    @Test
    void forget_endsAReplay() {
        viewer.takes(piece(FIVE, NINE), true);

        viewer.forget(CATS);

        assertThat(viewer.isReplaying(CATS)).isFalse();
        assertThat(viewer.takeReplays()).isEmpty();
    }

    private static CatchUp piece(Mark after, Mark through) {
        return CatchUp.piece(CATS, after, List.of(event(CATS)), through);
    }

    private static CatchUp lastPiece(Mark after) {
        return CatchUp.lastPiece(CATS, after, List.of(event(CATS)), after);
    }

    private static Frame event(Topic topic) {
        return Frames.lasting(topic, "x");
    }

    private static Frame fleeting(Topic topic) {
        return Frames.fleeting(topic, "x");
    }

    private static Frame recovery(Topic topic) {
        return Frames.recovery(topic, "x");
    }
}
