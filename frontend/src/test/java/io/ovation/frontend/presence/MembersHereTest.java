package io.ovation.frontend.presence;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.Bounds;
import io.ovation.common.protocol.PresenceMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MembersHereTest {

    private final PresenceSettings settings =
            new PresenceSettings(1_000, Duration.ofSeconds(10), Duration.ofSeconds(5));
    private final MembersHere members = new MembersHere(settings, 42);

    @Test
    void severalStreams_areOneMember() {
        members.opened("ann");
        members.opened("ann");
        assertThat(names(members.takeNews())).containsExactly("ann");

        members.ended("ann");
        assertThat(members.hasNews()).isFalse();
        assertThat(members.size()).isOne();
        assertThat(names(members.all())).containsExactly("ann");
    }

    @Test
    void lastStreamThatEnds_isToldOfOnceMoreAndNeverAgain() {
        members.opened("ann");
        members.takeNews();
        members.ended("ann");

        assertThat(names(members.takeNews())).containsExactly("ann");
        assertThat(members.takeNews()).isEmpty();
        assertThat(members.all()).isEmpty();
        assertThat(members.size()).isZero();
    }

    @Test
    void streamThatNobodyKnows_mayEnd() {
        members.ended("ann");

        assertThat(members.hasNews()).isFalse();
        assertThat(members.size()).isZero();
    }

    @Test
    void round_tellsOfEveryMemberOnce_inTheirBuckets() {
        List<String> all =
                IntStream.range(0, 5_000).mapToObj(number -> "member-" + number).toList();
        all.forEach(members::opened);

        List<MembersHere.Batch> round = IntStream.range(0, MembersHere.SLOTS)
                .mapToObj(slot -> members.nextSlot())
                .flatMap(List::stream)
                .toList();

        assertThat(names(round)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(round)
                .hasSizeLessThanOrEqualTo(settings.buckets())
                .allSatisfy(batch -> assertThat(batch.members())
                        .allSatisfy(
                                member -> assertThat(settings.bucketOf(member)).isEqualTo(batch.bucket())));
    }

    @Test
    void batch_isBounded() {
        MembersHere oneBucket =
                new MembersHere(new PresenceSettings(1, Duration.ofSeconds(10), Duration.ofSeconds(5)), 0);
        IntStream.range(0, 2 * MembersHere.BATCH + 1).forEach(number -> oneBucket.opened("member-" + number));

        assertThat(oneBucket.takeNews())
                .extracting(batch -> batch.members().size())
                .containsExactly(MembersHere.BATCH, MembersHere.BATCH, 1);
    }

    @Test
    void batch_ofTheLongestNamesFitsIntoAMessage() {
        List<String> names = IntStream.range(0, MembersHere.BATCH)
                .mapToObj(number -> String.format("%0128d", number))
                .toList();
        ActorTestKit testKit = ActorTestKit.create("presence", ConfigFactory.load());
        try {
            byte[] message = SerializationExtension.get(testKit.system())
                    .serialize(new PresenceMessage.Heartbeat(names))
                    .get();

            assertThat(message.length).isLessThan(Bounds.MESSAGE_BYTES);
        } finally {
            testKit.shutdownTestKit();
        }
    }

    private static Stream<String> names(Collection<MembersHere.Batch> batches) {
        return batches.stream().flatMap(batch -> batch.members().stream());
    }
}
