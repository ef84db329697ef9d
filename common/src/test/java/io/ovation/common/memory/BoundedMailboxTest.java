package io.ovation.common.memory;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BoundedMailboxTest {

    private static final ActorTestKit TEST_KIT = ActorTestKit.create("mailbox", ConfigFactory.load());

    private interface Message {}

    private record Bulk(int bytes) implements Message, Droppable {}

    private record Needed() implements Message {}

    private record TimeUp() implements Message {}

    private record Stop() implements Message {}

    private record Hold() implements Message {}

    private final TestProbe<Message> handled = TEST_KIT.createTestProbe();

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void fullMailbox_refusesWhatMayBeDropped_andTakesEverythingElse() {
        CountDownLatch held = new CountDownLatch(1);
        ActorRef<Message> actor = spawn(held);
        for (int i = 0; i < 100; i++) {
            actor.tell(new Bulk(100_000));
        }
        actor.tell(new Needed());
        // By then the actor's own timer has rung.
        TEST_KIT.scheduler()
                .scheduleOnce(
                        Duration.ofMillis(300),
                        held::countDown,
                        TEST_KIT.system().executionContext());

        for (int i = 0; i < 10; i++) {
            handled.expectMessageClass(Bulk.class);
        }
        handled.expectMessageClass(Needed.class);
        handled.expectMessageClass(TimeUp.class);
    }

    @Test
    void fullMailbox_takesAStop() {
        CountDownLatch held = new CountDownLatch(1);
        ActorRef<Message> actor = spawn(held);
        for (int i = 0; i < 100; i++) {
            actor.tell(new Bulk(100_000));
        }
        actor.tell(new Stop());
        held.countDown();

        handled.expectTerminated(actor);
    }

    @Test
    void mailbox_takesMore_onceItIsEmptied() {
        ActorRef<Message> actor = spawn(new CountDownLatch(0));

        for (int i = 0; i < 50; i++) {
            actor.tell(new Bulk(1_000_000));
            handled.expectMessageClass(Bulk.class);
        }
    }

    @Test
    void whatIsInAMailbox_countsForTheNode_untilItsActorEnds() {
        ByteBudget budget = NodeMemory.get(TEST_KIT.system()).mailboxes();
        CountDownLatch held = new CountDownLatch(1);
        ActorRef<Message> actor = spawn(held);
        actor.tell(new Stop());
        actor.tell(new Bulk(100_000));
        assertThat(budget.taken()).isEqualTo(100_000);

        held.countDown();

        handled.awaitAssert(() -> {
            assertThat(budget.taken()).isZero();
            return null;
        });
    }

    /** Handles nothing until then, and tells what it handles. */
    private ActorRef<Message> spawn(CountDownLatch held) {
        Behavior<Message> telling = Behaviors.receive(Message.class)
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onAnyMessage(message -> {
                    handled.getRef().tell(message);
                    return Behaviors.same();
                })
                .build();
        Behavior<Message> holding = Behaviors.withTimers(timers -> {
            timers.startSingleTimer(new TimeUp(), Duration.ofMillis(50));
            return Behaviors.receive(Message.class)
                    .onMessage(Hold.class, hold -> {
                        assertThat(held.await(3, TimeUnit.SECONDS)).isTrue();
                        return telling;
                    })
                    .build();
        });
        ActorRef<Message> actor = TEST_KIT.spawn(holding, MailboxSelector.fromConfig(BoundedMailbox.CONFIG_KEY));
        actor.tell(new Hold());
        return actor;
    }
}
