package io.ovation.frontend.topic;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EventId;
import io.ovation.common.log.Follower;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.frame.TopicSnapshot;
import io.ovation.frontend.link.Joining;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.replay.ReplaySource;
import io.ovation.frontend.topic.log.FetchPermits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A topic with a clock that the test moves, and notes of whatever it tells. */
final class ScriptedTopic implements TopicOutput<ScriptedTopic.Joiner>, TopicUpstream<String> {

    static final String SOURCE = "source";

    /** On loop 0. */
    record Joiner(String viewer, LastSeen lastSeen, boolean wasWatching) implements Joining {

        static Joiner of(String viewer) {
            return new Joiner(viewer, LastSeen.NOTHING, false);
        }

        static Joiner resuming(String viewer, EventId id) {
            return new Joiner(viewer, new LastSeen(Optional.of(id), Optional.empty()), false);
        }

        @Override
        public int loopIndex() {
            return 0;
        }
    }

    final LocalTopic<String, Joiner> topic;
    final List<String> told = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<Joiner> ready = new ArrayList<>();
    /** Follows everything. */
    final Tracing tracing = new Tracing(1, 1_000, Drill.none());

    int rewritten;
    private long now = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    ScriptedTopic(Topic name, String settings) {
        TopicContext context = new TopicContext(
                TestSettings.with(settings),
                new ByteBudget(Long.MAX_VALUE),
                new FetchPermits(2),
                InstantSource.fixed(TestLog.NOON.plusSeconds(3_600)),
                new Random(1),
                tracing);
        this.topic = new LocalTopic<>(name, context, new TopicViewers(), this, this, now);
    }

    /** Somebody watches, and the topic's actor has answered with that page. */
    static ScriptedTopic watched(LogRange latest) {
        ScriptedTopic script = new ScriptedTopic(Topic.video("cats"), "");
        script.join(Joiner.of("ann"));
        script.subscribed(latest);
        script.told.clear();
        script.asked.clear();
        script.ready.clear();
        return script;
    }

    void join(Joiner joiner) {
        topic.join(joiner, now);
        settle();
    }

    void leave(String viewer) {
        topic.leave(0, viewer, now);
        settle();
    }

    void subscribed(@Nullable LogRange latest) {
        subscribed(latest, Totals.NONE, 0);
    }

    void subscribed(@Nullable LogRange latest, Totals totals, int viewers) {
        topic.subscribed(totals, viewers, null, latest, SOURCE, now);
        settle();
    }

    void presence(boolean online) {
        topic.subscribed(Totals.NONE, 0, new Event.Presence(online, TestLog.NOON), null, SOURCE, now);
        settle();
    }

    int entries(LogRange range) {
        return entries(range, false);
    }

    /** As an answer to a question. */
    void answered(LogRange range) {
        topic.entries(range, false, true, SOURCE, now);
        settle();
    }

    int entries(LogRange range, boolean gap) {
        int taken = topic.entries(range, gap, false, SOURCE, now);
        settle();
        return taken;
    }

    void tail(Mark mark) {
        topic.tail(mark, SOURCE, now);
        settle();
    }

    void deliver(Event event, @Nullable Mark mark) {
        topic.deliver(event, mark, SOURCE, now);
        settle();
    }

    void diverged(Mark asked) {
        topic.diverged(asked, now);
        settle();
    }

    void busy(Duration wait) {
        topic.busy(wait, now);
        settle();
    }

    /** Does what is due meanwhile. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        for (int runs = 0; topic.nextNanos(now) - end <= 0; runs++) {
            if (runs > 10_000) {
                throw new AssertionError("something stays due");
            }
            now = Math.max(0, topic.nextNanos(now) - now) + now;
            if (!topic.run(now)) {
                break;
            }
        }
        now = end;
    }

    private void settle() {
        if (topic.nextNanos(now) - now <= 0) {
            topic.run(now);
        }
    }

    /** What was told since this was asked before. */
    List<String> takeTold() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    List<String> takeReady() {
        List<String> taken = ready.stream().map(Joiner::viewer).toList();
        ready.clear();
        return taken;
    }

    @Override
    public void comments(List<Entry> comments) {
        told.add("comments " + comments.stream().map(Entry::id).collect(Collectors.joining(",")));
    }

    @Override
    public void ownComment(Entry entry, String member) {
        told.add("own " + entry.id() + " " + member);
    }

    @Override
    public void sampled(int shown, int of) {
        told.add("sampled " + shown + "/" + of);
    }

    @Override
    public void typing(Event.Typing typing) {
        told.add("typing " + typing.member());
    }

    @Override
    public void typingCrowd(int count, Event.Typing latest) {
        told.add("typing " + count);
    }

    @Override
    public void typingWithheld(Event.Typing typing) {
        told.add("typing withheld");
    }

    @Override
    public void likes(Event.Likes likes, Totals totals) {
        told.add("likes " + totals.sum());
    }

    @Override
    public void viewers(int count) {
        told.add("viewers " + count);
    }

    @Override
    public void presence(Event.Presence presence) {
        told.add("presence " + presence.online());
    }

    @Override
    public void rewritten(ReplaySource log) {
        rewritten++;
    }

    @Override
    public void retracted(Entry entry, Retraction retraction, boolean resumable) {
        told.add("retracted " + retraction.target() + (resumable ? "" : " without id"));
    }

    @Override
    public void gap(GapReason reason, TopicSnapshot snapshot) {
        told.add("gap " + reason + text(snapshot));
    }

    @Override
    public void snapshot(TopicSnapshot snapshot) {
        told.add("snapshot" + text(snapshot));
    }

    @Override
    public void makeUp(TopicSnapshot snapshot) {
        told.add("make up");
    }

    private static String text(TopicSnapshot snapshot) {
        return snapshot.comments().stream().map(comment -> " " + comment.id()).collect(Collectors.joining());
    }

    @Override
    public void ready(Joiner joining) {
        ready.add(joining);
    }

    @Override
    public void subscribe(int viewers) {
        asked.add("subscribe " + viewers);
    }

    @Override
    public void renew(int viewers, @Nullable Mark mark) {
        asked.add("renew " + viewers + (mark == null ? "" : " at " + mark.position()));
    }

    @Override
    public void unsubscribe() {
        asked.add("unsubscribe");
    }

    @Override
    public void fetch(Follower.Question<String> question) {
        asked.add("fetch " + question.after().position() + ".." + question.to() + " of " + question.source());
    }

    @Override
    public void fetchBefore(Mark through, @Nullable String source) {
        asked.add("fetch before " + through.position() + " of " + source);
    }
}
