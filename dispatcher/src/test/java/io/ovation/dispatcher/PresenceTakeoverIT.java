package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.PresenceRegion;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PresenceTakeoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** In so many buckets that each node has some. */
    private static final List<String> MEMBERS =
            IntStream.range(0, 50).mapToObj(number -> "m" + number).toList();

    private final DispatcherSettings settings =
            DispatcherSettings.from(ConfigFactory.parseString("""
                    ovation.presence { heartbeat = 5 s, grace = 10 s }
                    ovation.dispatcher.presence.sweep-interval = 1 s
                    """).withFallback(ConfigFactory.load()));
    private final PresenceSettings shared = settings.presence().shared();

    /** Their heartbeats have ended, too, as if their frontend had died together with the dispatcher. */
    @Test
    void membersOfADispatcherThatCrashed_areTakenOverOnlineAndGoOfflineInTime() {
        try (TestNode doomed = TestNode.start("dispatcher");
                TestNode survivor = TestNode.start("dispatcher")) {
            doomed.join(doomed);
            Dispatcher.start(doomed.system(), settings);
            survivor.join(doomed);
            Dispatcher.start(survivor.system(), settings);
            PresenceRegion buckets = PresenceRegion.connect(survivor.system(), shared);
            TestProbe<PresenceMessage.Answer> answers = survivor.probe(PresenceMessage.Answer.class);
            MEMBERS.forEach(member -> buckets.bucketOf(member).tell(new PresenceMessage.Heartbeat(List.of(member))));
            awaitAll(answers, buckets, true);
            // What is written and gossiped by now outlives the node; the rest would by the next heartbeat.
            answers.expectNoMessage(Duration.ofSeconds(3));

            doomed.crash(survivor);

            awaitAll(answers, buckets, true);
            awaitAll(answers, buckets, false);
        }
    }

    private static void awaitAll(TestProbe<PresenceMessage.Answer> answers, PresenceRegion buckets, boolean online) {
        for (String member : MEMBERS) {
            answers.awaitAssert(PATIENCE, Duration.ofMillis(100), () -> {
                buckets.bucketOf(member).tell(new PresenceMessage.Ask(member, 1, answers.getRef()));
                PresenceMessage.Answer answer = answers.receiveMessage(Duration.ofSeconds(15));
                assertThat(answer.member()).isEqualTo(member);
                assertThat(answer.presence()).as(member).isNotNull();
                assertThat(answer.presence().online()).as(member).isEqualTo(online);
                return null;
            });
        }
    }
}
