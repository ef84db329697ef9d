package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.CompareTopics;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.TestSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogComparisonTest {

    private static final ServiceKey<BackendMessage> KEY = Services.likesBackends("here");
    private static final Duration QUIET = Duration.ofMillis(50);
    private static final Topic ANY = Topic.video("any");
    private static final Topic OTHER = Topic.video("other");

    private final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    private final ManualTime manualTime = ManualTime.get(testKit.system());
    private final TestProbe<BackendMessage> backend = testKit.createTestProbe(BackendMessage.class);
    private final TestProbe<TopicMessage> any = testKit.createTestProbe(TopicMessage.class);
    private final TestProbe<TopicMessage> other = testKit.createTestProbe(TopicMessage.class);
    private ActorRef<LogComparison.Command> comparison;

    @BeforeEach
    void start() {
        comparison = testKit.spawn(LogComparison.create(TestSettings.shipped().topics(), backend.getRef(), KEY));
        comparison.tell(new LogComparison.Watch(ANY, any.getRef()));
        comparison.tell(new LogComparison.Watch(OTHER, other.getRef()));
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void watchedTopics_areComparedAndToldEach() {
        CompareTopics first = nextQuestion(Duration.ofSeconds(6));
        CompareTopics second = nextQuestion(Duration.ofSeconds(6));
        assertThat(List.of(first.topics(), second.topics())).containsExactlyInAnyOrder(List.of(ANY), List.of(OTHER));

        BackendMessage.Standing standing = new BackendMessage.Standing(OTHER, new Mark(7, 7), Totals.NONE);
        first.replyTo()
                .tell(new BackendMessage.TopicsCompared(
                        List.of(standing), backend.getRef().narrow()));

        other.expectMessage(
                new LogComparison.Compared(standing, backend.getRef().narrow()));
        any.expectNoMessage(QUIET);
    }

    @Test
    void backendThatComesOrGoes_hurriesTheComparison() {
        TestProbe<BackendMessage> another = testKit.createTestProbe(BackendMessage.class);

        testKit.system().receptionist().tell(Receptionist.register(KEY, another.getRef()));
        assertThat(soon().topics()).containsExactlyInAnyOrder(ANY, OTHER);

        another.stop();
        assertThat(soon().topics()).containsExactlyInAnyOrder(ANY, OTHER);
    }

    @Test
    void topicThatIsUnwatched_isComparedNoMore_unlessItsNextActorWatches() {
        comparison.tell(new LogComparison.Watch(OTHER, any.getRef()));
        comparison.tell(new LogComparison.Unwatch(OTHER, other.getRef()));
        comparison.tell(new LogComparison.Unwatch(ANY, any.getRef()));

        assertThat(nextQuestion(Duration.ofSeconds(11)).topics()).containsExactly(OTHER);
    }

    /** The next question, though it takes the receptionist some time to say what has happened. */
    private CompareTopics soon() {
        return backend.awaitAssert(Duration.ofSeconds(10), () -> {
            manualTime.timePasses(Duration.ofMillis(50));
            return backend.expectMessageClass(CompareTopics.class, QUIET);
        });
    }

    private CompareTopics nextQuestion(Duration within) {
        // What it was told before has been handled by then.
        backend.expectNoMessage(QUIET);
        manualTime.timePasses(within);
        return backend.expectMessageClass(CompareTopics.class);
    }
}
