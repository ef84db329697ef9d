package io.ovation.frontend.delivery;

import akka.actor.typed.ActorRef;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.TopicsMessage;
import io.ovation.frontend.replay.FrameCache;
import io.ovation.frontend.replay.ReplayReader;
import io.ovation.frontend.topic.CatchUpPlan;
import io.ovation.frontend.topic.LocalTopic;
import io.ovation.frontend.viewer.CatchUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers connections that need to be brought up to date with a topic, a few at a time. */
final class Answers {

    private record Key(Topic topic, ActorRef<ViewerMessage> connection) {}

    private final WatchedTopics topics;
    private final FrameEncoder encoder;
    private final FrameCache cache;
    private final ReplayReader reader;
    private final TopicMetrics metrics;
    private final AnswerQueue<Key, TopicsMessage.Ask> queue;

    /** @param mostUnderWay answers that an event loop may have got and not taken */
    Answers(WatchedTopics topics, FrameEncoder encoder, FrameCache cache, TopicMetrics metrics, int mostUnderWay) {
        this.topics = topics;
        this.encoder = encoder;
        this.cache = cache;
        this.reader = new ReplayReader(cache, encoder);
        this.metrics = metrics;
        this.queue = new AnswerQueue<>(mostUnderWay);
    }

    void add(TopicsMessage.Ask ask) {
        int before = queue.size();
        queue.add(ask.loop().index(), new Key(ask.topic(), ask.connection()), ask);
        count(before);
    }

    void remove(TopicsMessage.Leave leave) {
        int before = queue.size();
        queue.remove(leave.loop().index(), new Key(leave.topic(), leave.connection()));
        count(before);
    }

    void started(int loop) {
        int before = queue.size();
        queue.started(loop);
        count(before);
    }

    void taken(int loop, int count) {
        queue.taken(loop, count);
    }

    /** Whether somebody may be answered now. */
    boolean hasNext() {
        return queue.hasNext();
    }

    /** Answers so many, if there are as many that may be answered. */
    void serve(int most) {
        int before = queue.size();
        for (int i = 0; i < most; i++) {
            TopicsMessage.Ask ask = queue.next();
            if (ask == null) {
                break;
            }
            answer(ask);
        }
        count(before);
    }

    /** Nobody is answered any more. */
    void close() {
        metrics.joinsWaiting().addAndGet(-queue.size());
    }

    private void answer(TopicsMessage.Ask ask) {
        LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local = topics.find(ask.topic());
        if (local == null) {
            queue.taken(ask.loop().index(), 1);
        } else {
            CatchUp catchUp = ask.accept(new CatchUps(local));
            ask.loop().tell(new LoopMessage.Answer(ask.connection(), ask.question(), catchUp));
        }
    }

    private void count(int before) {
        if (queue.size() != before) {
            metrics.joinsWaiting().addAndGet(queue.size() - before);
        }
    }

    private final class CatchUps implements TopicsMessage.Ask.Visitor<CatchUp> {

        private final LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local;

        CatchUps(LocalTopic<ActorRef<LogMessage>, TopicsMessage.Join> local) {
            this.local = local;
        }

        @Override
        public CatchUp join(TopicsMessage.Join join) {
            CatchUpPlan plan = local.answer(join);
            if (!join.lastSeen().isNothing() && !join.wasWatching()) {
                (plan.gap() == null ? metrics.resumed() : metrics.notResumed()).increment();
            }
            return catchUp(plan, join.member());
        }

        @Override
        public CatchUp more(TopicsMessage.More more) {
            return catchUp(local.answer(more.after()), more.member());
        }

        @Override
        public CatchUp recover(TopicsMessage.Recover recover) {
            return gap(GapReason.SLOW);
        }

        @Override
        public CatchUp refresh(TopicsMessage.Refresh refresh) {
            return CatchUp.refresh(snapshot());
        }

        private CatchUp catchUp(CatchUpPlan plan, Optional<String> member) {
            if (plan.gap() != null) {
                return gap(plan.gap());
            }
            return plan.after() == null ? CatchUp.begin(snapshot()) : piece(plan.after(), member);
        }

        private CatchUp gap(GapReason reason) {
            metrics.gap(reason);
            return CatchUp.recovery(encoder.gap(local.topic(), reason), snapshot());
        }

        private CatchUp piece(Mark after, Optional<String> member) {
            ReplayReader.Piece piece = reader.read(local.log(), after, member);
            metrics.replayPieces().increment();
            metrics.replayBytes()
                    .increment(piece.events().stream()
                            .mapToInt(EncodedEvents::length)
                            .sum());
            if (!piece.isLast()) {
                return CatchUp.piece(local.topic(), after, piece.events(), piece.through());
            }
            List<EncodedEvents> events = new ArrayList<>(piece.events());
            events.add(snapshot());
            return CatchUp.lastPiece(local.topic(), after, events, piece.through());
        }

        private Frame snapshot() {
            return cache.snapshot(local.topic(), local, local.version(), () -> encoder.snapshot(local.snapshot()));
        }
    }
}
