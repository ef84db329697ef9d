package io.ovation.dispatcher.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.topic.Topic;
import io.ovation.dispatcher.TestNode;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DistributedDataStoreIT extends SubscriptionStoreContract {

    private final TestNode other = TestNode.start("dispatcher");
    private SubscriptionStore otherStore;

    @Override
    SubscriptionStore open(ActorSystem<?> system) {
        return DistributedDataStore.start(system, SubscriptionStoreSettings.from(ConfigFactory.load()));
    }

    @BeforeAll
    void openOther() {
        otherStore = open(other.system());
        other.join(node);
    }

    @AfterAll
    void closeOther() {
        other.close();
    }

    @Test
    void add_isSeenOnAnotherNodeAtOnceAndCanBeReachedFromThere() throws Exception {
        Topic topic = Topic.video("seen-elsewhere");

        await(store.add(topic, subscriber("one", 1)));

        Set<Subscriber> loaded = await(otherStore.load(topic));
        assertThat(loaded).extracting(Subscriber::node).containsExactly("one");
        assertThat(loaded)
                .extracting(subscriber -> subscriber.ref().path().address().port())
                .containsExactly(node.system().address().port());
    }

    @Test
    void bootsAddedOnTwoNodesAtTheSameTime_areReadAsTheLatest() throws Exception {
        Topic topic = Topic.video("two-writers");

        CompletionStage<Done> earlier = otherStore.add(topic, subscriber(other, "one", 1));
        CompletionStage<Done> later = store.add(topic, subscriber(node, "one", 2));
        await(earlier);
        await(later);

        assertThat(await(store.load(topic))).extracting(Subscriber::epoch).containsExactly(2L);
        assertThat(await(otherStore.load(topic))).extracting(Subscriber::epoch).containsExactly(2L);
    }

    private static Subscriber subscriber(TestNode where, String name, long epoch) {
        return new Subscriber(name, epoch, where.probe(FrontendMessage.class).getRef());
    }
}
