package io.ovation.frontend.delivery;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Entry;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Traceable;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.frame.TopicSnapshot;
import io.ovation.frontend.link.TopicsMessage;
import io.ovation.frontend.replay.FrameCache;
import io.ovation.frontend.replay.ReplaySource;
import io.ovation.frontend.topic.TopicOutput;
import io.ovation.frontend.topic.TopicViewers;
import java.util.List;

/** Tells the viewers of one topic: encodes each event once, for every event loop that has viewers of it. */
final class TopicBroadcast implements TopicOutput<TopicsMessage.Join> {

    private final Topic topic;
    private final TopicViewers viewers;
    private final Loops loops;
    private final Answers answers;
    private final FrameEncoder encoder;
    private final FrameCache cache;
    private final TopicMetrics metrics;
    private final Tracing tracing;

    TopicBroadcast(
            Topic topic,
            TopicViewers viewers,
            Loops loops,
            Answers answers,
            FrameEncoder encoder,
            TopicsShared shared) {
        this.topic = topic;
        this.viewers = viewers;
        this.loops = loops;
        this.answers = answers;
        this.encoder = encoder;
        this.cache = shared.cache();
        this.metrics = shared.metrics();
        this.tracing = shared.tracing();
    }

    @Override
    public void comments(List<Entry> comments) {
        Frame frame = encoder.comments(topic, comments);
        List<Traceable> traced = tracing.sampled(comments, Entry::body);
        if (traced.isEmpty()) {
            loops.broadcast(viewers, frame);
        } else {
            loops.broadcast(viewers, frame, count -> traced.forEach(each -> tracing.written(each, count)));
        }
    }

    @Override
    public void ownComment(Entry entry, String member) {
        metrics.commentsWithheld().increment();
        limited(entry.body());
        loops.echo(viewers, member, () -> encoder.ownComment(topic, entry));
    }

    @Override
    public void sampled(int shown, int of) {
        loops.broadcast(viewers, encoder.sampled(topic, shown, of));
    }

    @Override
    public void typing(Event.Typing typing) {
        broadcast(typing, encoder.typing(topic, typing));
    }

    @Override
    public void typingCrowd(int count, Event.Typing latest) {
        limited(latest);
        loops.broadcast(viewers, encoder.typing(topic, count, latest.expiresInSeconds()));
    }

    @Override
    public void typingWithheld(Event.Typing typing) {
        limited(typing);
        metrics.typingWithheld().increment();
    }

    @Override
    public void likes(Event.Likes likes, Totals totals) {
        broadcast(likes, encoder.likes(topic, likes, totals));
    }

    @Override
    public void viewers(int count) {
        loops.broadcast(viewers, encoder.viewers(topic, count));
    }

    @Override
    public void presence(Event.Presence presence) {
        loops.broadcast(viewers, encoder.presence(topic, presence));
    }

    @Override
    public void rewritten(ReplaySource log) {
        cache.forget(log);
    }

    @Override
    public void retracted(Entry entry, Retraction retraction, boolean resumable) {
        loops.retract(viewers, topic, retraction.target());
        broadcast(retraction, encoder.retracted(topic, entry, retraction, resumable));
    }

    @Override
    public void gap(GapReason reason, TopicSnapshot snapshot) {
        metrics.gap(reason);
        loops.broadcast(viewers, encoder.gapAndSnapshot(reason, snapshot));
    }

    @Override
    public void snapshot(TopicSnapshot snapshot) {
        loops.broadcast(viewers, encoder.snapshot(snapshot));
    }

    @Override
    public void makeUp(TopicSnapshot snapshot) {
        metrics.gap(GapReason.SLOW);
        loops.makeUp(viewers, () -> encoder.gapAndSnapshot(GapReason.SLOW, snapshot));
    }

    @Override
    public void ready(TopicsMessage.Join join) {
        answers.add(join);
    }

    private void broadcast(Traceable event, Frame frame) {
        if (tracing.isSampled(event)) {
            loops.broadcast(viewers, frame, count -> tracing.written(event, count));
        } else {
            loops.broadcast(viewers, frame);
        }
    }

    /** Viewers are not shown it, because too much comes. */
    private void limited(Traceable event) {
        tracing.ended(Stage.FRONTEND_RECEIVED, event, Ending.LIMITED);
    }
}
