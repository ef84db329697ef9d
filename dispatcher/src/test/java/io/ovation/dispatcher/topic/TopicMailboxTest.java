package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.MailboxSelector;
import io.ovation.common.memory.BoundedMailbox;
import io.ovation.common.memory.NodeMemory;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.dispatcher.TestLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic that is held up while entries pour in. */
class TopicMailboxTest extends TopicFixture {

    private final TestLog flood = new TestLog("here");
    private final CountDownLatch heldUp = new CountDownLatch(1);

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
                (member, question) -> {},
                shared.dataCentres(),
                shared.windows(),
                this::nanoTimeWhenLetGo);
        topic = testKit.spawn(
                TopicActor.create(TOPIC, slow, shard.getRef()), MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        store.nextRead().complete(Map.of());
        for (int entry = 0; entry < 40; entry++) {
            topic.tell(new LogMessage.Entries(TOPIC, null, flood.range(entry, entry + 1), false, source(backend)));
        }
        assertThat(NodeMemory.get(testKit.system()).mailboxes().taken()).isBetween(900_000L, 1_100_000L);
    }

    @Test
    void subscriptions_areTakenThoughEntriesAreRefused() {
        topic.tell(subscribe(one, 1));
        topic.tell(subscribe(two, 1));
        topic.tell(new TopicMessage.Unsubscribe(subscriber(two, 1)));

        heldUp.countDown();

        load(3);
        one.expectMessageClass(Subscribed.class);
        assertThat(awaitHandled()).isEqualTo(1);
        assertThat(NodeMemory.get(testKit.system()).mailboxes().taken()).isZero();
    }

    @Test
    void timers_andStop_areTakenThoughEntriesAreRefused() {
        pass(Duration.ofSeconds(10));
        topic.tell(new TopicMessage.Stop());

        heldUp.countDown();

        shard.expectTerminated(topic);
        assertThat(NodeMemory.get(testKit.system()).mailboxes().taken()).isZero();
    }

    private long nanoTimeWhenLetGo() {
        try {
            heldUp.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return nanoTime.get();
    }
}
