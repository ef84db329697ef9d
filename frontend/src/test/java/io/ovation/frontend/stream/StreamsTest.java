package io.ovation.frontend.stream;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.TopicSender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The actors of a node together. */
class StreamsTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic POISON = Topic.video("poison");

    private record Told(Topic topic, TopicMessage message) {}

    private final ActorTestKit testKit = ActorTestKit.create();
    private final TestProbe<Told> topicActors = testKit.createTestProbe(Told.class);
    private final TopicSender topic = new TopicSender(CATS, testKit.system().<TopicMessage>ignoreRef());
    private final FakeChannel ann = new FakeChannel();
    private final FakeChannel bob = new FakeChannel();
    private final AtomicBoolean poisoned = new AtomicBoolean();
    private Streams streams;

    @BeforeEach
    void start() {
        TestProbe<Streams> started = testKit.createTestProbe(Streams.class);
        testKit.spawn(Behaviors.setup(context -> {
            started.ref()
                    .tell(Streams.spawn(
                            context,
                            new NodeIdentity("n1", "127.0.0.1:2552", 5),
                            TestSettings.shipped(),
                            this::tell,
                            List.of(DispatcherSelector.defaultDispatcher(), DispatcherSelector.defaultDispatcher())));
            return Behaviors.empty();
        }));
        streams = started.receiveMessage();
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void restartOfTheNodesTopics_costsViewersNothing() throws InterruptedException {
        watch(0, ann);
        watch(1, bob);

        open(0, new FakeChannel(), POISON);

        ActorRef<FrontendMessage> node = subscribed();
        node.tell(topic.subscribed(Snapshot.EMPTY));
        assertThat(ann.next()).contains("event: snapshot\n");
        assertThat(bob.next()).contains("event: snapshot\n");
        node.tell(new FrontendMessage.Deliver(CATS, new Event.Viewers(2)));
        assertThat(ann.next()).contains("\"count\":2");
        assertThat(bob.next()).contains("\"count\":2");
    }

    @Test
    void drain_reachesEveryLoop() throws InterruptedException {
        watch(0, ann);
        watch(1, bob);

        Duration time = Duration.ofMillis(200);
        streams.drain(new DrainSettings(time, time));

        assertThat(ann.next()).startsWith("event: bye\n");
        assertThat(bob.next()).startsWith("event: bye\n");
        ann.awaitClosed();
        bob.awaitClosed();
    }

    private void watch(int loop, FakeChannel channel) throws InterruptedException {
        open(loop, channel, CATS);
        assertThat(channel.next()).contains("event: open\n");
        if (loop == 0) {
            subscribed().tell(topic.subscribed(Snapshot.EMPTY));
        }
        assertThat(channel.next()).contains("event: snapshot\n");
    }

    private void open(int loop, FakeChannel channel, Topic topic) {
        streams.loops()
                .get(loop)
                .tell(new LoopSupervisor.Open(channel, Set.of(topic), Optional.empty(), Optional.empty()));
    }

    private ActorRef<FrontendMessage> subscribed() {
        Told told = topicActors.receiveMessage();
        while (told.message() instanceof TopicMessage.Renew) {
            // On a busy machine a tick may come first, and tell of the viewers.
            told = topicActors.receiveMessage();
        }
        assertThat(told.topic()).isEqualTo(CATS);
        return ((TopicMessage.Subscribe) told.message()).subscriber().ref();
    }

    /** The node's topics crash when they subscribe to the poison, once. */
    private void tell(Topic topic, TopicMessage message) {
        if (topic.equals(CATS)) {
            topicActors.ref().tell(new Told(topic, message));
        } else if (!poisoned.getAndSet(true)) {
            throw new IllegalStateException("broken on purpose");
        }
    }
}
