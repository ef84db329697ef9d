package io.ovation.edge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopDispatcherTest {

    private record WhichLoop(ActorRef<Integer> replyTo) {}

    private final EventLoops loops = EventLoops.start("loop", 2);
    private final ActorTestKit testKit = ActorTestKit.create();
    private final TestProbe<Integer> probe = testKit.createTestProbe(Integer.class);

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
        loops.stop();
    }

    @Test
    void actors_runOnTheThreadOfTheirLoop() {
        DispatcherSelector first = EventLoopDispatcher.register(testKit.system(), "loop-0", loops.get(0));
        DispatcherSelector second = EventLoopDispatcher.register(testKit.system(), "loop-1", loops.get(1));

        assertThat(ask(testKit.spawn(whichLoop(), first))).isZero();
        assertThat(ask(testKit.spawn(whichLoop(), second))).isEqualTo(1);
    }

    @Test
    void children_runWithTheirParent() {
        DispatcherSelector second = EventLoopDispatcher.register(testKit.system(), "loop-1", loops.get(1));
        Behavior<WhichLoop> parent = Behaviors.setup(context -> {
            ActorRef<WhichLoop> child = context.spawn(whichLoop(), "child", DispatcherSelector.sameAsParent());
            return Behaviors.receiveMessage(message -> {
                child.tell(message);
                return Behaviors.same();
            });
        });

        assertThat(ask(testKit.spawn(parent, second))).isEqualTo(1);
    }

    @Test
    void dispatcher_worksAgainAfterItFellIdle() {
        DispatcherSelector selector = EventLoopDispatcher.register(testKit.system(), "loop-0", loops.get(0));
        for (int i = 0; i < 50; i++) {
            ActorRef<WhichLoop> actor = testKit.spawn(whichLoop(), selector);
            assertThat(ask(actor)).isZero();
            testKit.stop(actor);
        }

        assertThat(loops.get(0).isShuttingDown()).isFalse();
    }

    @Test
    void loop_outlivesTheActorSystemUntilItIsStopped() throws Exception {
        EventLoop loop = loops.get(0);
        ask(testKit.spawn(whichLoop(), EventLoopDispatcher.register(testKit.system(), "loop-0", loop)));

        testKit.shutdownTestKit();

        assertThat(loop.submit(() -> "alive").get(5, TimeUnit.SECONDS)).isEqualTo("alive");
        loops.stop();
        assertThat(loop.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    private int ask(ActorRef<WhichLoop> actor) {
        actor.tell(new WhichLoop(probe.ref()));
        return probe.receiveMessage();
    }

    /** Answers with the number of the loop whose thread it runs on; -1 if it is none. */
    private Behavior<WhichLoop> whichLoop() {
        return Behaviors.receiveMessage(message -> {
            int index = loops.get(0).inEventLoop() ? 0 : loops.get(1).inEventLoop() ? 1 : -1;
            message.replyTo().tell(index);
            return Behaviors.same();
        });
    }
}
