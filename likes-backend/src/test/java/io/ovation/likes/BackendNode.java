package io.ovation.likes;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.access.AccessControl;
import io.ovation.access.AccessSettings;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.PresenceRegion;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import io.ovation.likes.publish.TopicEvent;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A cluster of one node: a likes backend on free ports, and topic actors that note what is published to them. */
final class BackendNode implements AutoCloseable {

    static final int VIEWERS = 3;

    /** A topic that is liked in another data centre, too. */
    static final Topic ABROAD = Topic.video("abroad");

    private static final Totals ELSEWHERE = Totals.of("elsewhere", Map.of("heart", 5L));

    /** Its topic actor keeps silent when asked for viewers. */
    static final Topic SILENT = Topic.video("silent");

    final BlockingQueue<TopicEvent> published = new LinkedBlockingQueue<>();
    final BlockingQueue<LogMessage.Entries> ranges = new LinkedBlockingQueue<>();
    final BlockingQueue<LogMessage.Tail> tails = new LinkedBlockingQueue<>();
    private final BlockingQueue<Logged> entries = new LinkedBlockingQueue<>();

    /** An entry and the topic that was told of it. */
    record Logged(Topic topic, Entry entry) {

        Comment comment() {
            return entry.comment().orElseThrow();
        }
    }

    /** When members who are online were last active. */
    static final Instant SEEN = Instant.parse("2026-01-01T12:00:00Z");

    private final Set<String> present = ConcurrentHashMap.newKeySet();
    final ActorSystem<?> system;
    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();

    private BackendNode(ActorSystem<?> system) {
        this.system = system;
    }

    /** @param overrides HOCON that wins over the defaults */
    static BackendNode start(Path dataDirectory, String overrides) throws Exception {
        BackendNode node = launch(dataDirectory, overrides);
        try {
            node.address();
        } catch (Exception e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** Does not wait, so that a start that fails can be looked at. */
    static BackendNode launch(Path dataDirectory, String overrides) {
        Config config = ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseString(
                        "ovation.data-dir = \"" + dataDirectory + "\"\n" + "ovation.likes.port = 0"))
                .withFallback(ConfigFactory.parseResources("backend-node.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
        CompletableFuture<CompletableFuture<InetSocketAddress>> starting = new CompletableFuture<>();
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    Cluster cluster = Cluster.get(context.getSystem());
                    cluster.manager().tell(Join.create(cluster.selfMember().address()));
                    AccessControl access = AccessControl.start(AccessSettings.from(config), InstantSource.system());
                    context.getSystem().getWhenTerminated().thenRun(access::close);
                    starting.complete(LikesBackend.start(context, LikesSettings.from(config), access)
                            .toCompletableFuture());
                    return Behaviors.empty();
                }),
                "ovation",
                config);
        BackendNode node = new BackendNode(system);
        TopicRegion.host(system, node::topicActor);
        PresenceRegion.host(system, PresenceSettings.from(config), entity -> node.bucket());
        starting.thenCompose(started -> started).whenComplete((bound, failure) -> {
            if (failure == null) {
                node.address.complete(bound);
            } else {
                node.address.completeExceptionally(failure);
            }
        });
        return node;
    }

    InetSocketAddress address() throws Exception {
        return address.get(30, TimeUnit.SECONDS);
    }

    /** What was published next, whichever the topic. */
    TopicEvent nextPublished() throws InterruptedException {
        TopicEvent next = published.poll(15, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was published within 15 seconds");
        }
        return next;
    }

    /** Which entry was published next, whichever the topic. */
    Logged nextEntry() throws InterruptedException {
        Logged next = entries.poll(15, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no entry was published within 15 seconds");
        }
        return next;
    }

    /** Of which topic it was said next how far its log is. */
    LogMessage.Tail nextTail() throws InterruptedException {
        LogMessage.Tail next = tails.poll(15, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was said of any log within 15 seconds");
        }
        return next;
    }

    void forgetWhatWasPublished() {
        published.clear();
        ranges.clear();
        tails.clear();
        entries.clear();
    }

    /** By which other nodes know the likes backend. */
    ActorRef<BackendMessage> backend() {
        TestProbe<Receptionist.Listing> listings = TestProbe.create(Receptionist.Listing.class, system);
        ServiceKey<BackendMessage> key = Services.likesBackends(system);
        system.receptionist().tell(Receptionist.subscribe(key, listings.ref()));
        Set<ActorRef<BackendMessage>> backends;
        do {
            backends = listings.receiveMessage(Duration.ofSeconds(15)).getServiceInstances(key);
        } while (backends.isEmpty());
        return backends.iterator().next();
    }

    /** Members of whom it has heard are online. */
    private Behavior<PresenceMessage> bucket() {
        return Behaviors.receive(PresenceMessage.class)
                .onMessage(PresenceMessage.Heartbeat.class, heartbeat -> {
                    present.addAll(heartbeat.members());
                    return Behaviors.same();
                })
                .onMessage(PresenceMessage.Ask.class, ask -> {
                    if (!ask.member().equals(SILENT.id())) {
                        ask.replyTo()
                                .tell(new PresenceMessage.Answer(
                                        ask.member(),
                                        ask.number(),
                                        present.contains(ask.member())
                                                ? new Event.Presence(true, SEEN)
                                                : Event.Presence.NEVER));
                    }
                    return Behaviors.same();
                })
                .onMessage(PresenceMessage.Stop.class, stop -> Behaviors.stopped())
                .build();
    }

    private Behavior<TopicMessage> topicActor(EntityContext<TopicMessage> entity) {
        Topic topic = Topic.parse(entity.getEntityId());
        return Behaviors.receive(TopicMessage.class)
                .onMessage(TopicMessage.Publish.class, publish -> {
                    published.add(new TopicEvent(topic, publish.event()));
                    return Behaviors.same();
                })
                .onMessage(LogMessage.Entries.class, range -> {
                    ranges.add(range);
                    range.range().entries().forEach(entry -> entries.add(new Logged(topic, entry)));
                    return Behaviors.same();
                })
                .onMessage(LogMessage.Tail.class, tail -> {
                    tails.add(tail);
                    return Behaviors.same();
                })
                .onMessage(TopicMessage.Describe.class, count -> {
                    if (!topic.equals(SILENT)) {
                        count.replyTo()
                                .tell(new TopicMessage.Description(
                                        topic, VIEWERS, topic.equals(ABROAD) ? ELSEWHERE : Totals.NONE));
                    }
                    return Behaviors.same();
                })
                .onMessage(TopicMessage.Stop.class, stop -> Behaviors.stopped())
                .build();
    }

    /** Ends as a node does that is told to: through coordinated shutdown. */
    @Override
    public void close() {
        ActorTestKit.shutdown(system, Duration.ofSeconds(30));
    }
}
