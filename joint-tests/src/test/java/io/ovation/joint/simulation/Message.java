package io.ovation.joint.simulation;

import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What actors tell each other: the wire protocol with actors of the simulation in place of Akka's. */
sealed interface Message {

    /** @param dataCentre whose log it is, if not the receiver's */
    record Entries(@Nullable String dataCentre, LogRange range, boolean gap, Actor source) implements Message {}

    record Tail(@Nullable String dataCentre, Mark mark, Actor source) implements Message {}

    record Fetch(@Nullable String dataCentre, Mark after, long to, Actor replyTo) implements Message {}

    record FetchBefore(Mark through, Actor replyTo) implements Message {}

    record Busy(@Nullable String dataCentre) implements Message {}

    record Diverged(@Nullable String dataCentre, Mark asked, List<Place> places) implements Message {}

    record LoadTopic(Actor replyTo) implements Message {}

    record TopicLoaded(LogRange latest, Actor source) implements Message {}

    record Compare(Actor replyTo) implements Message {}

    record CommitRemote(String dataCentre, LogRange range, boolean gap, Actor replyTo) implements Message {}

    record RealignRemote(String dataCentre, List<Place> places, Actor replyTo) implements Message {}

    record RemoteCursor(String dataCentre, Mark mark) implements Message {}

    record RemoteBusy(String dataCentre) implements Message {}

    record Subscribe(Frontend frontend) implements Message {}

    record Renew(Frontend frontend, @Nullable Mark mark) implements Message {}

    record Unsubscribe(Frontend frontend) implements Message {}

    record Subscribed(@Nullable LogRange latest, Actor source) implements Message {}

    /** Likes, typing and the number of viewers, as far as they matter here: they say how far the log has come. */
    record Deliver(@Nullable Mark mark, Actor source) implements Message {}
}
