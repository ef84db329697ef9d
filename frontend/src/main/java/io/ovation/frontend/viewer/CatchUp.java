package io.ovation.frontend.viewer;

import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.ViewerMessage;
import java.util.List;

/**
 * Brings one viewer up to date with a topic.
 *
 * @param events to be sent together
 * @param after the place behind which a piece of a replay begins; else of no meaning
 * @param through the place at which it ends
 */
public record CatchUp(Topic topic, Kind kind, List<EncodedEvents> events, Mark after, Mark through)
        implements ViewerMessage {

    /** What it does. */
    public enum Kind {
        /** A snapshot with which the topic begins. */
        BEGIN,
        /** A snapshot for somebody who did not look, or lost nothing but what a snapshot makes up for. */
        REFRESH,
        /** A gap and a snapshot. */
        RECOVERY,
        /** Some of what was missed; the viewer asks for the rest when it can take more. */
        PIECE,
        /** The rest of what was missed, and a snapshot. */
        LAST_PIECE
    }

    public static CatchUp begin(Frame snapshot) {
        return new CatchUp(snapshot.topic(), Kind.BEGIN, List.of(snapshot), Mark.START, Mark.START);
    }

    public static CatchUp refresh(Frame snapshot) {
        return new CatchUp(snapshot.topic(), Kind.REFRESH, List.of(snapshot), Mark.START, Mark.START);
    }

    public static CatchUp recovery(Frame gap, Frame snapshot) {
        return new CatchUp(snapshot.topic(), Kind.RECOVERY, List.of(gap, snapshot), Mark.START, Mark.START);
    }

    public static CatchUp piece(Topic topic, Mark after, List<EncodedEvents> events, Mark through) {
        return new CatchUp(topic, Kind.PIECE, events, after, through);
    }

    /** @param events the snapshot is the last of them */
    public static CatchUp lastPiece(Topic topic, Mark after, List<EncodedEvents> events, Mark through) {
        return new CatchUp(topic, Kind.LAST_PIECE, events, after, through);
    }
}
