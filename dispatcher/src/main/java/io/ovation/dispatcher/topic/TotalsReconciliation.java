package io.ovation.dispatcher.topic;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.remote.RemoteTopics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes up for likes that were lost between data centres, after which no further ones may come: compares a topic's totals
 * with those of the same topic in the others. All times are {@link System#nanoTime()}.
 */
final class TotalsReconciliation {

    /** The store has told how the topic stands, though nobody watches it. */
    record StoreAnswered(BackendMessage.TopicsCompared answer) implements TopicMessage {}

    /** Each data centre has one at a time; one that is forgotten for others is asked again. */
    private static final int MOST_QUESTIONS = 16;

    private final ActorRef<TopicMessage> self;
    private final ActorRef<BackendMessage.TopicsCompared> storeAnswers;
    private final Topic topic;
    private final TopicEnvironment environment;
    private final TopicEvents events;
    private final RemoteTopics remote;
    private final Map<ActorRef<TopicMessage>, Totals> questions = new LinkedHashMap<>();
    private boolean storeIsKnown;
    private boolean asked;
    private long lastNanos;

    TotalsReconciliation(
            ActorContext<TopicMessage> context,
            Topic topic,
            TopicEnvironment environment,
            TopicEvents events,
            RemoteTopics remote) {
        this.self = context.getSelf();
        this.storeAnswers = context.messageAdapter(BackendMessage.TopicsCompared.class, StoreAnswered::new);
        this.topic = topic;
        this.environment = environment;
        this.events = events;
        this.remote = remote;
        this.lastNanos = environment.nanoTime().getAsLong();
    }

    /** To be called now and then while somebody watches. */
    void compare() {
        long now = environment.nanoTime().getAsLong();
        if (now - lastNanos >= environment.settings().comparisonInterval().toNanos()) {
            lastNanos = now;
            ask();
        }
    }

    /** For whoever wants to know the totals of a topic that nobody watches here. */
    void compareOnce() {
        if (!asked) {
            ask();
        }
    }

    /** Another data centre asks. It is answered once it is known what the store of this one has. */
    void asked(TopicMessage.CompareTotals question) {
        questions.remove(question.replyTo());
        questions.put(question.replyTo(), question.known());
        if (questions.size() > MOST_QUESTIONS) {
            questions.remove(questions.keySet().iterator().next());
        }
        if (storeIsKnown) {
            answer();
        } else {
            environment.likesBackends().tell(new BackendMessage.CompareTopics(List.of(topic), storeAnswers));
        }
    }

    /** The totals are, by now, at least those of the store. */
    void storeIsKnown() {
        storeIsKnown = true;
        answer();
    }

    /** What is known here is told, so that whoever knows more answers. */
    void ask() {
        asked = true;
        if (topic.kind() != Topic.Kind.PRESENCE) {
            remote.tell(new TopicMessage.CompareTotals(events.totals(), self));
        }
    }

    private void answer() {
        Totals known = events.totals();
        questions.forEach((there, theirs) -> {
            if (!theirs.merge(known).equals(theirs)) {
                there.tell(new TopicMessage.Forward(new Event.Likes(Map.of(), known, null)));
            }
        });
        questions.clear();
    }
}
