package io.ovation.access.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import io.ovation.common.protocol.RevocationMessage;
import io.ovation.common.protocol.RevocationMessage.Known;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.protocol.RevocationMessage.Revoke;
import io.ovation.common.protocol.RevocationMessage.Taken;
import io.ovation.common.protocol.RevocationMessage.Tell;
import io.ovation.common.protocol.Services;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One keeper, and a probe in the place of that of another node. */
class RevocationKeeperTest {

    private static final Revocation ANN =
            new Revocation(Revocation.Kind.MEMBER, "ann", System.currentTimeMillis(), Revocation.FOR_GOOD);

    private final ActorTestKit kit = ActorTestKit.create();
    private final CurrentRevocations current = new CurrentRevocations(InstantSource.system());
    private final TestProbe<RevocationMessage> other = kit.createTestProbe(RevocationMessage.class);
    private final TestProbe<RevocationKeeper.Spreading> asking = kit.createTestProbe(RevocationKeeper.Spreading.class);

    /** The keeper's first. */
    private Tell question;

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void revocation_isEverywhereOnceTheOtherNodeHasIt() {
        ActorRef<RevocationMessage> keeper = keeperBesideAnother();
        keeper.tell(new RevocationKeeper.Spread(List.of(ANN), asking.getRef()));

        Revoke told = awaitRevoke();
        assertThat(told.revocations()).containsExactly(ANN);
        asking.expectNoMessage();
        told.replyTo().tell(new Taken());
        assertThat(asking.receiveMessage().everywhere()).isTrue();
    }

    @Test
    void revocation_isNotEverywhereIfTheOtherNodeIsSilent() {
        keeperBesideAnother().tell(new RevocationKeeper.Spread(List.of(ANN), asking.getRef()));
        assertThat(asking.receiveMessage().everywhere()).isFalse();
        assertThat(current.get().list()).containsExactly(ANN);
    }

    @Test
    void allIsKnown_onlyOnceEveryPieceWasTold() {
        ActorRef<RevocationMessage> keeper = keeperBesideAnother();
        Tell first = question;
        assertThat(first.after()).isEmpty();
        List<Revocation> piece = List.of(ANN);

        keeper.tell(new Known(first.number() - 1, piece, true, true, other.getRef()));
        keeper.tell(new Known(first.number(), piece, false, true, other.getRef()));
        Tell second = other.expectMessageClass(Tell.class);
        assertThat(second.number()).isEqualTo(first.number());
        assertThat(second.after()).isEqualTo(ANN.name());
        assertThat(current.areKnown()).isFalse();

        keeper.tell(new Known(first.number(), List.of(), true, true, other.getRef()));
        other.awaitAssert(() -> {
            assertThat(current.areKnown()).isTrue();
            return null;
        });
    }

    @Test
    void whoeverDoesNotKnowAll_doesNotMakeItKnown() {
        ActorRef<RevocationMessage> keeper = keeperBesideAnother();
        keeper.tell(new Known(question.number(), List.of(ANN), true, false, other.getRef()));
        other.expectMessageClass(Tell.class);
        assertThat(current.areKnown()).isFalse();
        assertThat(current.get().list()).containsExactly(ANN);
    }

    @Test
    void question_isAnsweredPieceByPiece_orNotAtAllIfBothKnowTheSame() {
        List<Revocation> many = IntStream.range(0, RevocationMessage.MOST + 1)
                .mapToObj(number ->
                        new Revocation(Revocation.Kind.TOKEN, "t" + number, ANN.atMillis(), Revocation.FOR_GOOD))
                .toList();
        current.add(many);
        current.setKnown();
        ActorRef<RevocationMessage> keeper = kit.spawn(RevocationKeeper.create(current));
        TestProbe<RevocationMessage> asks = kit.createTestProbe(RevocationMessage.class);

        keeper.tell(new Tell(7, 0, "", asks.getRef()));
        Known first = asks.expectMessageClass(Known.class);
        assertThat(first.revocations()).hasSize(RevocationMessage.MOST);
        assertThat(first.last()).isFalse();
        keeper.tell(new Tell(
                7, 0, first.revocations().get(RevocationMessage.MOST - 1).name(), asks.getRef()));
        Known second = asks.expectMessageClass(Known.class);
        assertThat(second.revocations()).hasSize(1).doesNotContainAnyElementsOf(first.revocations());
        assertThat(second.last()).isTrue();

        keeper.tell(new Tell(8, current.get().digest(), "", asks.getRef()));
        asks.expectMessage(new Known(8, List.of(), true, true, keeper));
    }

    @Test
    void keeperThatFails_isBackSoon_andAnswersWhoeverAskedMeanwhile() {
        ActorRef<RevocationMessage> keeper = keeperBesideAnother();
        TestProbe<Taken> taken = kit.createTestProbe(Taken.class);

        keeper.tell(new Revoke(null, taken.getRef()));
        keeper.tell(new Revoke(List.of(ANN), taken.getRef()));

        taken.expectMessage(new Taken());
        assertThat(current.get().list()).containsExactly(ANN);
        // It asks again whom it has asked before.
        other.expectMessageClass(Tell.class);
    }

    /** Once it has asked, it knows of the other one. */
    private ActorRef<RevocationMessage> keeperBesideAnother() {
        kit.system().receptionist().tell(Receptionist.register(Services.REVOCATIONS, other.getRef()));
        ActorRef<RevocationMessage> keeper = kit.spawn(RevocationKeeper.create(current));
        question = other.expectMessageClass(Tell.class);
        return keeper;
    }

    private Revoke awaitRevoke() {
        RevocationMessage message = other.receiveMessage();
        while (!(message instanceof Revoke)) {
            message = other.receiveMessage();
        }
        return (Revoke) message;
    }
}
