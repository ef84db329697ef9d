package io.ovation.dispatcher.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link SubscriptionStore} does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SubscriptionStoreContract {

    final TestNode node = TestNode.start("dispatcher");
    SubscriptionStore store;

    private Topic topic;
    private Subscriber one;
    private Subscriber oneLater;
    private Subscriber two;

    /** On a node that is the first of its cluster. */
    abstract SubscriptionStore open(ActorSystem<?> system);

    @BeforeAll
    void openStore() {
        node.join(node);
        store = open(node.system());
    }

    @AfterAll
    void closeNode() {
        node.close();
    }

    @BeforeEach
    void createSubscribers() {
        topic = Topic.video(UUID.randomUUID().toString());
        one = subscriber("one", 1);
        oneLater = subscriber("one", 2);
        two = subscriber("two", 1);
    }

    @Test
    void topicThatNobodyWatches_hasNoSubscribers() throws Exception {
        assertThat(load(topic)).isEmpty();
    }

    @Test
    void add_isSeenByLoad() throws Exception {
        await(store.add(topic, one));
        await(store.add(topic, two));

        assertThat(load(topic)).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void addRepeated_isOneEntry() throws Exception {
        await(store.add(topic, one));
        await(store.add(topic, one));

        assertThat(load(topic)).containsExactly(one);
    }

    @Test
    void remove_takesOutThatEntryOnly() throws Exception {
        await(store.add(topic, one));
        await(store.add(topic, two));

        await(store.remove(topic, one));

        assertThat(load(topic)).containsExactly(two);
    }

    @Test
    void removeOfWhatIsNotThere_isDone() throws Exception {
        await(store.remove(topic, one));

        assertThat(load(topic)).isEmpty();
    }

    @Test
    void laterBoot_replacesTheEarlierOne() throws Exception {
        await(store.add(topic, one));
        await(store.add(topic, oneLater));

        assertThat(load(topic)).containsExactly(oneLater);
    }

    @Test
    void sameBootAtAnotherAddress_replacesTheFormer() throws Exception {
        Subscriber moved = subscriber("one", 1);
        await(store.add(topic, one));
        await(store.add(topic, moved));

        assertThat(load(topic)).containsExactly(moved);
    }

    @Test
    void earlierBoot_neitherReplacesNorRemovesTheLaterOne() throws Exception {
        await(store.add(topic, oneLater));

        await(store.add(topic, one));
        await(store.remove(topic, one));

        assertThat(load(topic)).containsExactly(oneLater);
    }

    @Test
    void epochs_areComparedInFull() throws Exception {
        // Next to each other, and beyond what a floating-point number tells apart; then across the sign.
        for (long epoch : new long[] {Long.MIN_VALUE, -1, 0, 9, 10, (1L << 53), (1L << 53) + 1, Long.MAX_VALUE}) {
            Subscriber later = subscriber("one", epoch);
            await(store.add(topic, later));
            assertThat(load(topic)).containsExactly(later);

            if (epoch > Long.MIN_VALUE) {
                await(store.add(topic, subscriber("one", epoch - 1)));
                await(store.remove(topic, subscriber("one", epoch - 1)));
                assertThat(load(topic)).containsExactly(later);
            }
        }
    }

    @Test
    void addAfterRemove_isSeen() throws Exception {
        await(store.add(topic, one));
        await(store.remove(topic, one));
        await(store.add(topic, one));

        assertThat(load(topic)).containsExactly(one);
    }

    @Test
    void remoteSubscriber_isReadWithItsAddress() throws Exception {
        String path = "akka://" + node.system().name() + "@127.0.0.9:2559/user/frontend/topics#1234567";
        Subscriber remote =
                new Subscriber("remote", 1, ActorRefResolver.get(node.system()).resolveActorRef(path));

        await(store.add(topic, remote));

        assertThat(load(topic))
                .containsExactly(remote)
                .extracting(found -> found.ref().path().toSerializationFormat())
                .containsExactly(path);
    }

    @Test
    void nameOfANode_mayHoldAnyCharacter() throws Exception {
        Subscriber odd = subscriber("akka://ovation@10.0.0.5:25520 [{é}] \"' %s", 1);
        await(store.add(topic, odd));
        assertThat(load(topic)).containsExactly(odd);

        await(store.remove(topic, odd));
        assertThat(load(topic)).isEmpty();
    }

    @Test
    void store_hasNoTrouble() {
        assertThat(store.trouble()).isEmpty();
    }

    @Test
    void removeOfALaterBoot_takesOutWhatTheEarlierOneLeft() throws Exception {
        await(store.add(topic, one));

        await(store.remove(topic, oneLater));

        assertThat(load(topic)).isEmpty();
    }

    @Test
    void topics_doNotShareSubscribers() throws Exception {
        Topic other = Topic.conversation(topic.id());
        await(store.add(topic, one));
        await(store.add(other, two));

        assertThat(load(topic)).containsExactly(one);
        assertThat(load(other)).containsExactly(two);
    }

    @Test
    void writesAtTheSameTime_doNotOverwriteEachOther() throws Exception {
        List<Subscriber> many = IntStream.range(0, 50)
                .mapToObj(number -> subscriber("many-" + number, 1))
                .toList();
        List<CompletionStage<?>> writes = new ArrayList<>();
        many.forEach(subscriber -> writes.add(store.add(topic, subscriber)));
        for (CompletionStage<?> write : writes) {
            await(write);
        }

        assertThat(load(topic)).containsExactlyInAnyOrderElementsOf(many);
    }

    Subscriber subscriber(String name, long epoch) {
        return new Subscriber(
                name,
                epoch,
                node.system()
                        .systemActorOf(
                                Behaviors.<FrontendMessage>empty(), "frontend-" + UUID.randomUUID(), Props.empty()));
    }

    private Set<Subscriber> load(Topic name) throws Exception {
        return await(store.load(name));
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        CompletableFuture<T> future = stage.toCompletableFuture();
        return future.get(10, TimeUnit.SECONDS);
    }
}
