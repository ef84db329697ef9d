package io.ovation.frontend.loop;

import akka.actor.typed.ActorRef;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.link.LoopLink;
import io.ovation.frontend.link.NodeTopics;
import io.ovation.frontend.link.TopicsMessage;

/**
 * Tells the node's topics what the connections of one loop want of them. Questions are numbered, so that an answer to
 * one that has been overtaken by another is told apart.
 */
final class LoopTopics {

    /** Answers that are reported together; the topics have many more under way. */
    private static final int REPORT = 4;

    private final NodeTopics topics;
    private final LoopLink link;
    private final int[] taken;
    private int questions;

    LoopTopics(NodeTopics topics, LoopLink link) {
        this.topics = topics;
        this.link = link;
        this.taken = new int[topics.actors().size()];
    }

    /** The loop has no connections, so far. */
    void introduce() {
        topics.actors().forEach(this::introduce);
    }

    void introduce(ActorRef<FrontendMessage> actor) {
        int index = topics.actors().indexOf(actor);
        taken[index] = 0;
        actor.tell(new TopicsMessage.LoopStarted(link));
    }

    boolean hasTopic(ActorRef<FrontendMessage> actor, Topic topic) {
        return topics.of(topic).equals(actor);
    }

    /** @param wasWatching whether it has watched it until the topic's actor forgot everything */
    void join(
            Watcher<ActorRef<ViewerMessage>> watcher, TopicWatch<ActorRef<ViewerMessage>> watch, boolean wasWatching) {
        watch.ask(nextQuestion(), watch.lastSeen());
        tell(
                watch.topic(),
                new TopicsMessage.Join(
                        watch.topic(),
                        link,
                        watcher.connection(),
                        questions,
                        watcher.member(),
                        watch.lastSeen(),
                        wasWatching));
    }

    /** It has what it missed up to that mark. */
    void more(Watcher<ActorRef<ViewerMessage>> watcher, TopicWatch<ActorRef<ViewerMessage>> watch, Mark after) {
        watch.ask(nextQuestion(), LastSeen.at(after));
        tell(
                watch.topic(),
                new TopicsMessage.More(watch.topic(), link, watcher.connection(), questions, watcher.member(), after));
    }

    void recover(ActorRef<ViewerMessage> connection, Topic topic) {
        tell(topic, new TopicsMessage.Recover(topic, link, connection));
    }

    void refresh(ActorRef<ViewerMessage> connection, Topic topic) {
        tell(topic, new TopicsMessage.Refresh(topic, link, connection));
    }

    void leave(ActorRef<ViewerMessage> connection, Topic topic) {
        tell(topic, new TopicsMessage.Leave(topic, link, connection));
    }

    /** An answer of the topic has been taken. */
    void answered(Topic topic) {
        int index = topics.indexOf(topic);
        taken[index]++;
        if (taken[index] == REPORT) {
            taken[index] = 0;
            topics.actors().get(index).tell(new TopicsMessage.AnswersTaken(link, REPORT));
        }
    }

    /** Never zero. */
    private int nextQuestion() {
        questions = questions == Integer.MAX_VALUE ? 1 : questions + 1;
        return questions;
    }

    private void tell(Topic topic, FrontendMessage message) {
        topics.of(topic).tell(message);
    }
}
