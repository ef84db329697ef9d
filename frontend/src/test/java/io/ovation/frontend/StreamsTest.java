package io.ovation.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.access.rights.Caller;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.delivery.AllTopics;
import io.ovation.frontend.delivery.NodeIdentity;
import io.ovation.frontend.delivery.TopicMetrics;
import io.ovation.frontend.delivery.TopicsShared;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.loop.DrainSettings;
import io.ovation.frontend.loop.LoopSettings;
import io.ovation.frontend.loop.LoopSupervisor;
import io.ovation.frontend.replay.FrameCache;
import io.ovation.frontend.topic.TestSettings;
import io.ovation.frontend.viewer.FakeChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final TestProbe<LogMessage> source = testKit.createTestProbe(LogMessage.class);
    private final TestLog log = TestLog.of(5);
    private final FakeChannel ann = new FakeChannel();
    private final FakeChannel bob = new FakeChannel();

    /** How often the poison still works. */
    private final AtomicInteger doses = new AtomicInteger(1);

    private Streams streams;

    @BeforeEach
    void start() {
        TestProbe<Streams> started = testKit.createTestProbe(Streams.class);
        testKit.spawn(Behaviors.setup(context -> {
            started.ref()
                    .tell(Streams.spawn(
                            context,
                            LoopSettings.from(ConfigFactory.load()),
                            new TopicsShared(
                                    new NodeIdentity("n1", "127.0.0.1:2552", 5),
                                    TestSettings.with("topic-actors = 1"),
                                    this::tell,
                                    new AllTopics(),
                                    new ByteBudget(1 << 20),
                                    new FrameCache(new ByteBudget(1 << 20)),
                                    TopicMetrics.create(new SimpleMeterRegistry()),
                                    Tracing.off()),
                            new Tickets("n1"),
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
    void restartOfTheNodesTopics_isAGapToThoseWhoWatch() throws InterruptedException {
        watch(0, ann);
        watch(1, bob);

        open(0, new FakeChannel(), POISON);

        ActorRef<FrontendMessage> node = subscribedAfterPoison();
        node.tell(subscribed());
        for (FakeChannel channel : List.of(ann, bob)) {
            assertThat(channel.next())
                    .startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"failover\"}\n\n")
                    .contains("event: snapshot\n", "c-5");
        }
        node.tell(new FrontendMessage.Deliver(CATS, new Event.Viewers(2), null, source.ref()));
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

    @Test
    void dispatcherThatIsLost_makesSubscriptionsRenew() throws InterruptedException {
        watch(0, ann);

        streams.renewSubscriptions();

        assertThat(topicActors.receiveMessage().message()).isInstanceOf(TopicMessage.Renew.class);
    }

    private void watch(int loop, FakeChannel channel) throws InterruptedException {
        open(loop, channel, CATS);
        assertThat(channel.next()).contains("event: open\n");
        if (loop == 0) {
            Told told = topicActors.receiveMessage();
            ((TopicMessage.Subscribe) told.message()).subscriber().ref().tell(subscribed());
        }
        assertThat(channel.next()).contains("event: snapshot\n");
    }

    private void open(int loop, FakeChannel channel, Topic topic) {
        streams.loops()
                .get(loop)
                .tell(new LoopSupervisor.Open(
                        channel, Map.of(topic, LastSeen.NOTHING), Optional.empty(), false, false, Caller.UNRESTRICTED));
    }

    private FrontendMessage subscribed() {
        return new FrontendMessage.Subscribed(CATS, Totals.NONE, 0, null, log.all(), source.ref());
    }

    private ActorRef<FrontendMessage> subscribedAfterPoison() {
        Told told = topicActors.receiveMessage();
        while (!(told.message() instanceof TopicMessage.Subscribe)) {
            // The number of viewers may be told before.
            told = topicActors.receiveMessage();
        }
        return ((TopicMessage.Subscribe) told.message()).subscriber().ref();
    }

    /** The node's topics crash when they subscribe to the poison, once. */
    private void tell(Topic topic, TopicMessage message) {
        if (topic.equals(CATS)) {
            topicActors.ref().tell(new Told(topic, message));
        } else if (doses.getAndDecrement() > 0) {
            throw new IllegalStateException("broken on purpose");
        }
    }
}
