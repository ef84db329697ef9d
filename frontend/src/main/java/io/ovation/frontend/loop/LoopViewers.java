package io.ovation.frontend.loop;

import akka.actor.typed.ActorRef;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.fanout.FanoutScheduler;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.link.Backlog;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.link.LoopLink;
import io.ovation.frontend.link.LoopMembers;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.NodeTopics;
import io.ovation.frontend.viewer.CatchUp;
import io.ovation.frontend.viewer.Connection;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what on one event loop.
 *
 * <p>A connection first wants a topic, and is linked into the topic's fan-out once the topic has answered with a
 * snapshot; in between it gets none of the topic's frames, because the snapshot will include them. Answers and frames
 * come down one path in order, so nothing falls in between.
 *
 * <p>Above 250 lines, because each wish of a connection concerns what it watches, the fan-outs and the topics alike.
 */
final class LoopViewers {

    private final LoopSettings settings;
    private final LoopMembers<ActorRef<ViewerMessage>> members = new LoopMembers<>();
    private final LoopConnections<ActorRef<ViewerMessage>> connections = new LoopConnections<>();
    private final FanoutScheduler<ActorRef<ViewerMessage>> fanout = new FanoutScheduler<>(ActorRef::tell);
    private final LoopTopics topics;

    /** Those that keep what they are told for a while. */
    private final Set<ActorRef<ViewerMessage>> gathering = new HashSet<>();

    LoopViewers(int index, ActorRef<LoopMessage> loop, LoopSettings settings, NodeTopics topics) {
        this.settings = settings;
        LoopLink link = new LoopLink(index, loop, new Backlog(settings.backlog()), members);
        this.topics = new LoopTopics(topics, link);
        this.topics.introduce();
    }

    void open(ActorRef<ViewerMessage> connection, Optional<String> member, Map<Topic, LastSeen> wanted) {
        Watcher<ActorRef<ViewerMessage>> watcher = new Watcher<>(connection, member);
        connections.add(watcher);
        member.ifPresent(name -> members.add(connection, name));
        watch(watcher, wanted);
    }

    /** What it is told is not sent at once, and a comment in it can be taken back. */
    void gathers(ActorRef<ViewerMessage> connection) {
        gathering.add(connection);
    }

    /** The connection has ended. */
    void close(ActorRef<ViewerMessage> connection) {
        gathering.remove(connection);
        Watcher<ActorRef<ViewerMessage>> watcher = connections.remove(connection);
        if (watcher != null) {
            watcher.member().ifPresent(name -> members.remove(connection, name));
            unwatch(watcher, List.copyOf(watcher.topics()));
        }
    }

    /** @return so many connections that were there; what has been broadcast has reached them */
    List<ActorRef<ViewerMessage>> closeSome(int count) {
        List<ActorRef<ViewerMessage>> closed =
                connections.all().limit(count).map(Watcher::connection).toList();
        closed.forEach(this::finish);
        return closed;
    }

    /** Closes a connection that is still there; what has been broadcast has reached it. */
    void finish(ActorRef<ViewerMessage> connection) {
        Watcher<ActorRef<ViewerMessage>> watcher = connections.find(connection);
        if (watcher != null) {
            watcher.watches().forEach(fanout::deliver);
        }
        close(connection);
    }

    /** What it watches; nothing if it is not there. */
    Set<Topic> topicsOf(ActorRef<ViewerMessage> connection) {
        Watcher<ActorRef<ViewerMessage>> watcher = connections.find(connection);
        return watcher == null ? Set.of() : watcher.topics();
    }

    int size() {
        return connections.size();
    }

    /** Those to whom time passes now. */
    Collection<ActorRef<ViewerMessage>> nextSlot() {
        return connections.nextSlot();
    }

    void broadcast(LoopMessage.Broadcast broadcast) {
        fanout.add(broadcast.frame(), broadcast.done());
    }

    boolean isFanoutOver() {
        return fanout.isOver();
    }

    void turn() {
        fanout.turn();
    }

    void echo(LoopMessage.Echo echo) {
        echo.done().run();
        for (ActorRef<ViewerMessage> connection : members.of(echo.member())) {
            TopicWatch<ActorRef<ViewerMessage>> watch =
                    find(connection, echo.frame().topic());
            if (watch != null && watch.isLinked()) {
                connection.tell(echo.frame());
            }
        }
    }

    /** What a connection has been told in this turn is as good as sent: it is written before anything that comes later. */
    void retract(LoopMessage.Retract retract) {
        fanout.retract(retract.topic(), retract.comment());
        for (ActorRef<ViewerMessage> connection : gathering) {
            if (find(connection, retract.topic()) != null) {
                connection.tell(new Connection.Retract(retract.topic(), retract.comment()));
            }
        }
    }

    void answered(LoopMessage.Answer answer) {
        CatchUp catchUp = answer.catchUp();
        topics.answered(catchUp.topic());
        Watcher<ActorRef<ViewerMessage>> watcher = connections.find(answer.connection());
        TopicWatch<ActorRef<ViewerMessage>> watch = find(answer.connection(), catchUp.topic());
        if (watcher == null || watch == null || !isWanted(watch, answer.question())) {
            return;
        }
        switch (catchUp.kind()) {
            case BEGIN, RECOVERY, LAST_PIECE -> fanout.insert(catchUp.topic(), watch, watcher.isPassive());
            case REFRESH -> fanout.deliver(watch);
            case PIECE -> {}
        }
        answer.connection().tell(catchUp);
    }

    private static boolean isWanted(TopicWatch<ActorRef<ViewerMessage>> watch, int question) {
        return question == 0 ? watch.isLinked() : watch.isAskedFor(question);
    }

    /** These topics know nothing any more: who watches some of them gets nothing until they have answered anew. */
    void introduce(ActorRef<FrontendMessage> actor) {
        topics.introduce(actor);
        connections
                .all()
                .forEach(watcher -> watcher.watches().stream()
                        .filter(watch -> topics.hasTopic(actor, watch.topic()))
                        .forEach(watch -> {
                            boolean wasWatching = watch.isLinked();
                            fanout.deliver(watch);
                            fanout.remove(watch.topic(), watch);
                            topics.join(watcher, watch, wasWatching);
                        }));
    }

    FrontendMessage.TopicsReply change(ActorRef<ViewerMessage> connection, LoopMessage.Change change) {
        Watcher<ActorRef<ViewerMessage>> watcher = connections.find(connection);
        if (watcher == null) {
            return new FrontendMessage.UnknownConnection();
        }
        Set<Topic> before = Set.copyOf(watcher.topics());
        Set<Topic> after = new LinkedHashSet<>(before);
        after.addAll(change.subscribe());
        change.unsubscribe().forEach(after::remove);
        if (after.size() > settings.maxTopics()) {
            return new FrontendMessage.TooManyTopics(settings.maxTopics());
        }
        List<Topic> left =
                before.stream().filter(topic -> !after.contains(topic)).toList();
        if (!left.isEmpty()) {
            unwatch(watcher, left);
            connection.tell(new Connection.Unwatch(Set.copyOf(left)));
        }
        change.passive().ifPresent(passive -> setPassive(watcher, passive));
        Map<Topic, LastSeen> added = new LinkedHashMap<>();
        after.stream().filter(topic -> !before.contains(topic)).forEach(topic -> added.put(topic, LastSeen.NOTHING));
        watch(watcher, added);
        return new FrontendMessage.TopicsHeld(after, watcher.isPassive());
    }

    private void setPassive(Watcher<ActorRef<ViewerMessage>> watcher, boolean passive) {
        if (passive == watcher.isPassive()) {
            return;
        }
        watcher.setPassive(passive);
        for (TopicWatch<ActorRef<ViewerMessage>> watch : watcher.watches()) {
            if (watch.isLinked()) {
                // What has been broadcast reaches it as it was.
                fanout.deliver(watch);
                fanout.insert(watch.topic(), watch, passive);
                if (!passive) {
                    topics.refresh(watcher.connection(), watch.topic());
                }
            }
        }
    }

    private void watch(Watcher<ActorRef<ViewerMessage>> watcher, Map<Topic, LastSeen> wanted) {
        List<TopicWatch<ActorRef<ViewerMessage>>> watches = wanted.entrySet().stream()
                .map(each -> new TopicWatch<>(watcher.connection(), each.getKey(), each.getValue()))
                .toList();
        watcher.add(watches);
        watches.forEach(watch -> topics.join(watcher, watch, false));
    }

    private void unwatch(Watcher<ActorRef<ViewerMessage>> watcher, List<Topic> left) {
        for (Topic topic : left) {
            TopicWatch<ActorRef<ViewerMessage>> watch = watcher.watch(topic);
            if (watch != null) {
                fanout.remove(topic, watch);
            }
            topics.leave(watcher.connection(), topic);
        }
        watcher.remove(left);
    }

    /** It has what it missed of the topic up to there, and can take more. */
    void more(ActorRef<ViewerMessage> connection, Topic topic, Mark after) {
        Watcher<ActorRef<ViewerMessage>> watcher = connections.find(connection);
        TopicWatch<ActorRef<ViewerMessage>> watch = find(connection, topic);
        if (watcher != null && watch != null) {
            // It may have been taken for up to date, and could not take the last piece.
            fanout.remove(topic, watch);
            topics.more(watcher, watch, after);
        }
    }

    /** It has lost something of the topic, and can take more. For use by connections. */
    void recover(ActorRef<ViewerMessage> connection, Topic topic) {
        if (isLinked(connection, topic)) {
            topics.recover(connection, topic);
        }
    }

    /** It needs to know how the topic stands. For use by connections. */
    void refresh(ActorRef<ViewerMessage> connection, Topic topic) {
        if (isLinked(connection, topic)) {
            topics.refresh(connection, topic);
        }
    }

    /**
     * Who is not linked waits for an answer that makes up for everything. A further question would take the place of
     * the one that it waits for, and its answer would not be wanted.
     */
    private boolean isLinked(ActorRef<ViewerMessage> connection, Topic topic) {
        TopicWatch<ActorRef<ViewerMessage>> watch = find(connection, topic);
        return watch != null && watch.isLinked();
    }

    private @Nullable TopicWatch<ActorRef<ViewerMessage>> find(ActorRef<ViewerMessage> connection, Topic topic) {
        Watcher<ActorRef<ViewerMessage>> watcher = connections.find(connection);
        return watcher == null ? null : watcher.watch(topic);
    }
}
