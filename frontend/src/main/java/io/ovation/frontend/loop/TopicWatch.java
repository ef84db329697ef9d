package io.ovation.frontend.loop;

import io.ovation.common.topic.Topic;
import io.ovation.frontend.fanout.RingNode;
import io.ovation.frontend.link.LastSeen;

/**
 * A topic that a connection wants. It gets the topic's frames once it is linked: when the topic has answered with a
 * snapshot, which includes what was before.
 *
 * @param <C> a connection
 */
final class TopicWatch<C> extends RingNode<C> {

    private final Topic topic;
    private LastSeen lastSeen;
    private int question;

    TopicWatch(C connection, Topic topic, LastSeen lastSeen) {
        super(connection);
        this.topic = topic;
        this.lastSeen = lastSeen;
    }

    Topic topic() {
        return topic;
    }

    /** What the topic is to be asked for if it is asked anew. */
    LastSeen lastSeen() {
        return lastSeen;
    }

    /** The topic is asked again; an answer to an earlier question counts no more. */
    void ask(int number, LastSeen from) {
        question = number;
        lastSeen = from;
    }

    boolean isAskedFor(int number) {
        return question == number;
    }
}
