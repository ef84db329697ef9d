package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.MailboxSelector;
import io.ovation.common.event.Event;
import io.ovation.common.memory.BoundedMailbox;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.NodeMemory;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.dispatcher.TestLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic that is held up while entries pour in, until its mailbox takes no more of them. */
class TopicMailboxTest extends TopicFixture {

    private final TestLog flood = new TestLog("here");
    private final ByteBudget mailboxes = NodeMemory.get(testKit.system()).mailboxes();
    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);

    @BeforeEach
    void start() throws InterruptedException {
        for (int entry = 0; entry < 40; entry++) {
            flood.say("x".repeat(60_000));
        }
        TopicEnvironment shared = environment("");
        TopicEnvironment slow = new TopicEnvironment(
                shared.settings(),
                shared.subscribers(),
                shared.likesBackends(),
                shared.comparison(),
                shared.presence(),
                shared.remote(),
                shared.windows(),
                shared.running(),
                this::nanoTimeWhenLetGo,
                shared.tracing());
        topic = testKit.spawn(
                TopicActor.create(TOPIC, slow, shard.getRef()), MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        startWith(one, 0);
        topic.tell(subscribe(two, 1));
        two.expectMessageClass(Subscribed.class);
    }

    @AfterEach
    void letGo() {
        mayGoOn.countDown();
    }

    @Test
    void fullMailbox_takesSubscriptions() {
        fillMailbox();

        topic.tell(new TopicMessage.Unsubscribe(subscriber(two, 1)));
        topic.tell(renew(one, 5, null));
        letGo();

        assertThat(awaitHandled()).isEqualTo(5);
        assertThat(mailboxes.taken()).isZero();
    }

    @Test
    void fullMailbox_takesTimers() {
        topic.tell(new TopicMessage.Publish(likes(1, 8)));
        topic.tell(new TopicMessage.Publish(likes(1, 9)));
        assertThat(awaitDelivery(one).event()).isEqualTo(likes(1, 8));
        awaitHandled();
        fillMailbox();

        pass(Duration.ofMillis(100));
        letGo();

        assertThat(awaitDelivery(one).event()).isEqualTo(likes(1, 9));
    }

    @Test
    void fullMailbox_takesTheEndOfASubscriber() {
        fillMailbox();

        two.stop();
        shard.expectTerminated(two.getRef());
        letGo();

        one.awaitAssert(() -> assertThat(awaitHandled()).isEqualTo(1));
    }

    @Test
    void fullMailbox_takesAStop() {
        fillMailbox();

        topic.tell(new TopicMessage.Stop());
        letGo();

        shard.expectTerminated(topic);
        assertThat(mailboxes.taken()).isZero();
    }

    /** To the last byte: with what is large, and then with what is small. */
    private void fillMailbox() {
        mayGoOn = new CountDownLatch(1);
        topic.tell(entry(0));
        // What holds the topic up is in its mailbox no more.
        one.awaitAssert(() -> assertThat(mailboxes.taken()).isZero());
        for (int entry = 1; entry < 40; entry++) {
            topic.tell(entry(entry));
        }
        assertThat(mailboxes.taken()).isLessThanOrEqualTo(1 << 20);
        for (int tail = 0; tail < 500; tail++) {
            topic.tell(tail(flood.mark(1)));
        }
        assertThat(mailboxes.taken()).isBetween((1L << 20) - 1024, 1L << 20);
    }

    private LogMessage.Entries entry(int index) {
        return new LogMessage.Entries(TOPIC, null, flood.range(index, index + 1), false, source(backend));
    }

    private static Deliver awaitDelivery(TestProbe<FrontendMessage> probe) {
        return (Deliver) probe.fishForMessage(
                        Duration.ofSeconds(15),
                        message -> message instanceof Deliver deliver && deliver.event() instanceof Event.Likes
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .get(0);
    }

    private long nanoTimeWhenLetGo() {
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return nanoTime.get();
    }
}
