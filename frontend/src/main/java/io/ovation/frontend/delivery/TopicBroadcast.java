package io.ovation.frontend.delivery;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Entry;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
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

    TopicBroadcast(
            Topic topic,
            TopicViewers viewers,
            Loops loops,
            Answers answers,
            FrameEncoder encoder,
            FrameCache cache,
            TopicMetrics metrics) {
        this.topic = topic;
        this.viewers = viewers;
        this.loops = loops;
        this.answers = answers;
        this.encoder = encoder;
        this.cache = cache;
        this.metrics = metrics;
    }

    @Override
    public void comments(List<Entry> comments) {
        loops.broadcast(viewers, encoder.comments(topic, comments));
    }

    @Override
    public void ownComment(Entry entry, String member) {
        metrics.commentsWithheld().increment();
        loops.echo(viewers, member, () -> encoder.ownComment(topic, entry));
    }

    @Override
    public void sampled(int shown, int of) {
        loops.broadcast(viewers, encoder.sampled(topic, shown, of));
    }

    @Override
    public void typing(Event.Typing typing) {
        loops.broadcast(viewers, encoder.typing(topic, typing));
    }

    @Override
    public void typingCrowd(int count, int expiresInSeconds) {
        loops.broadcast(viewers, encoder.typing(topic, count, expiresInSeconds));
    }

    @Override
    public void typingWithheld() {
        metrics.typingWithheld().increment();
    }

    @Override
    public void likes(Event.Likes likes, Totals totals) {
        loops.broadcast(viewers, encoder.likes(topic, likes, totals));
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
        loops.broadcast(viewers, encoder.retracted(topic, entry, retraction, resumable));
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
}
