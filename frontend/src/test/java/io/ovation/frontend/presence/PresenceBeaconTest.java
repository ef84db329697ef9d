package io.ovation.frontend.presence;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.PresenceMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceBeaconTest {

    private static final Duration QUIET = Duration.ofMillis(50);

    private final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(testKit.system());
    private final TestProbe<PresenceMessage> bucket = testKit.createTestProbe(PresenceMessage.class);

    /** All members are in one bucket. */
    private final ActorRef<PresenceBeacon.Command> beacon = testKit.spawn(PresenceBeacon.create(
            new PresenceSettings(1, Duration.ofSeconds(10), Duration.ofSeconds(5)),
            (number, message) -> bucket.getRef().tell(message)));

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void newcomers_areToldOfTogetherAndAlmostAtOnce() {
        open("ann");
        open("bob");
        bucket.expectNoMessage(QUIET);

        time.timePasses(Duration.ofMillis(20));

        assertThat(beat()).containsExactly("ann", "bob");
    }

    @Test
    void membersThatStay_beatOnceARound() {
        open("ann");
        open("bob");
        bucket.expectNoMessage(QUIET);
        time.timePasses(Duration.ofMillis(20));
        beat();

        for (int round = 0; round < 3; round++) {
            time.timePasses(Duration.ofSeconds(10));
            assertThat(beat()).containsExactlyInAnyOrder("ann", "bob");
            bucket.expectNoMessage(QUIET);
        }
    }

    @Test
    void dispatcherThatIsLost_makesEverybodyBeatWithinASecond() {
        open("ann");
        bucket.expectNoMessage(QUIET);
        time.timePasses(Duration.ofMillis(20));
        beat();

        beacon.tell(new PresenceBeacon.DispatcherLost());
        bucket.expectNoMessage(QUIET);
        time.timePasses(Duration.ofSeconds(1));

        assertThat(beat()).containsExactly("ann");
    }

    private void open(String member) {
        beacon.tell(new PresenceBeacon.Opened(member));
    }

    private List<String> beat() {
        return bucket.expectMessageClass(PresenceMessage.Heartbeat.class).members();
    }
}
