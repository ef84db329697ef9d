package io.ovation.likes.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.delivery.Inbound;
import io.ovation.common.delivery.Inbound.Verdict;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import io.ovation.likes.outbox.CommentOutbox.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommentOutboxTest {

    private static final Topic A = Topic.video("a");
    private static final Topic B = Topic.video("b");

    private final CommentOutbox outbox = new CommentOutbox(100, 2, Duration.ofNanos(10));

    @Test
    void eachTopic_hasAStreamOfItsOwn() {
        assertThat(add(A, 1)).containsExactly(sending(A, 100, 1, 1, 1));
        assertThat(add(B, 2)).containsExactly(sending(B, 101, 1, 1, 2));
        assertThat(add(A, 3)).containsExactly(sending(A, 100, 1, 2, 3));
    }

    @Test
    void commentsBeyondThoseOfATopicThatMayBeSent_followInOrderOnceTheseAreAcknowledged() {
        add(A, 1);
        add(A, 2);
        assertThat(add(A, 3)).isEmpty();
        assertThat(add(A, 4)).isEmpty();
        assertThat(add(B, 5)).hasSize(1);

        CommentOutbox.Acknowledged first = outbox.acknowledge(A, 100, 1, 0);
        assertThat(first.published()).containsExactly("1");
        assertThat(first.next()).containsExactly(sending(A, 100, 2, 3, 3));

        CommentOutbox.Acknowledged rest = outbox.acknowledge(A, 100, 3, 0);
        assertThat(rest.published()).containsExactly("2", "3");
        assertThat(rest.next()).containsExactly(sending(A, 100, 4, 4, 4));
    }

    @Test
    void acknowledgements_outOfOrderOrRepeatedOrStrange_changeNothing() {
        add(A, 1);
        add(A, 2);
        outbox.acknowledge(A, 100, 2, 0);
        add(A, 3);

        assertThat(outbox.acknowledge(A, 100, 1, 0).published()).isEmpty();
        assertThat(outbox.acknowledge(A, 100, 2, 0).published()).isEmpty();
        assertThat(outbox.acknowledge(A, 101, 9, 0).published()).isEmpty();
        assertThat(outbox.acknowledge(B, 100, 1, 0).published()).isEmpty();
        assertThat(outbox.size()).isOne();
    }

    @Test
    void topicWithNothingUnderWay_isForgotten_andBeginsAnotherStream() {
        add(A, 1);
        outbox.acknowledge(A, 100, 1, 0);

        assertThat(outbox.isEmpty()).isTrue();
        assertThat(add(A, 2)).containsExactly(sending(A, 101, 1, 1, 2));
        assertThat(outbox.acknowledge(A, 100, 1, 0).published()).isEmpty();
    }

    @Test
    void commentThatIsUnderWay_isNotAddedAgain() {
        add(A, 1);

        assertThat(outbox.holds("1")).isTrue();
        assertThat(add(A, 1)).isEmpty();
        outbox.acknowledge(A, 100, 1, 0);

        assertThat(outbox.holds("1")).isFalse();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void overdue_repeatsWhatWasSentAndNotWhatWaitsBehindIt() {
        add(A, 1);
        add(A, 2);
        add(A, 3);

        assertThat(outbox.overdue(9)).isEmpty();
        assertThat(outbox.overdue(10)).containsExactly(sending(A, 100, 1, 1, 1), sending(A, 100, 1, 2, 2));
    }

    @Test
    void topicActorThatMoves_goesOnWithTheFirstCommentThatIsNotAcknowledged() {
        add(A, 1);
        add(A, 2);
        outbox.acknowledge(A, 100, 1, 0);
        Sending third = add(A, 3).get(0);
        Inbound elsewhere = new Inbound();

        assertThat(elsewhere.receive(third.position())).isEqualTo(Verdict.EARLY);
        assertThat(outbox.overdue(10).stream().map(again -> elsewhere.receive(again.position())))
                .containsExactly(Verdict.NEXT, Verdict.NEXT);
    }

    @Test
    void everyComment_arrivesOnceAndInOrder_whateverIsLost() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            CommentOutbox sender = new CommentOutbox(seed, 5, Duration.ofNanos(1));
            Inbound receiver = new Inbound();
            List<String> taken = new ArrayList<>();
            int added = 0;
            for (long now = 0; taken.size() < 60 || !sender.isEmpty(); now++) {
                List<Sending> sendings = new ArrayList<>(sender.overdue(now));
                if (added < 60 && random.nextBoolean()) {
                    sendings.addAll(sender.add(A, comment(added++), now));
                }
                for (int next = 0; next < sendings.size(); next++) {
                    Sending sending = sendings.get(next);
                    Verdict verdict = random.nextInt(3) == 0 ? Verdict.EARLY : receiver.receive(sending.position());
                    if (verdict == Verdict.NEXT) {
                        taken.add(sending.comment().id());
                    }
                    if (verdict != Verdict.EARLY && random.nextInt(3) > 0) {
                        sendings.addAll(sender.acknowledge(A, receiver.stream(), receiver.received(), now)
                                .next());
                    }
                }
            }
            assertThat(taken)
                    .as("seed %s", seed)
                    .isEqualTo(IntStream.range(0, 60).mapToObj(String::valueOf).toList());
        }
    }

    private List<Sending> add(Topic topic, int number) {
        return outbox.add(topic, comment(number), 0);
    }

    private static Comment comment(int number) {
        return new Comment(String.valueOf(number), "ada", "hi", Instant.EPOCH, null);
    }

    private static Sending sending(Topic topic, long stream, long first, long sequence, int comment) {
        return new Sending(topic, new Position(stream, first, sequence), comment(comment));
    }
}
