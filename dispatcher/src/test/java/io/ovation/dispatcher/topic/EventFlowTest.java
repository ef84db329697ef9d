package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.TopicMessage;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventFlowTest extends TopicFixture {

    @BeforeEach
    void start() {
        spawn(TOPIC, "");
    }

    @Test
    void publish_reachesEachNodeOnceAfterItsSnapshot() throws Exception {
        startWith(one, 3);
        topic.tell(subscribe(two, 0));
        two.expectMessageClass(Subscribed.class);

        topic.tell(new TopicMessage.Publish(typing("1")));

        Deliver delivered = one.expectMessageClass(Deliver.class);
        assertThat(delivered).isEqualTo(new Deliver(TOPIC, typing("1"), log.mark(3), self()));
        two.expectMessage(delivered);
        one.expectNoMessage(QUIET);
        two.expectNoMessage(Duration.ZERO);
    }

    @Test
    void likesOfABusyTopic_leaveOncePerWindow() throws Exception {
        startWith(one, 3);
        for (int total = 1; total <= 100; total++) {
            topic.tell(new TopicMessage.Publish(likes(1, total)));
        }
        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(1, 1));
        awaitHandled();
        one.expectNoMessage(Duration.ZERO);

        pass(Duration.ofMillis(100));
        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(99, 100));

        topic.tell(new TopicMessage.Publish(likes(1, 101)));
        awaitHandled();
        one.expectNoMessage(QUIET);
        pass(Duration.ofMillis(100));
        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(1, 101));
    }

    @Test
    void likes_goToOtherDataCentresOnceAndThoseOfOthersNoFurther() throws Exception {
        store.nextRead();
        dataCentres.others("there");
        spawn(TOPIC, "");
        startWith(one, 3);
        dataCentres.next(TopicMessage.CompareTotals.class);

        topic.tell(new TopicMessage.Publish(likes(1, 1)));
        assertThat(dataCentres.next(TopicMessage.Forward.class).event()).isEqualTo(likes(1, 1));
        topic.tell(new TopicMessage.Forward(typing("ann")));

        assertThat(delivered(one)).isEqualTo(likes(1, 1));
        assertThat(delivered(one)).isEqualTo(typing("ann"));
        assertThat(dataCentres.isSilent()).isTrue();
    }

    @Test
    void viewers_areSummedAndSaidOnceASecond() throws Exception {
        startWith(one, 3);
        topic.tell(subscribe(two, 4));
        two.expectMessageClass(Subscribed.class);
        topic.tell(renew(one, 10, log.mark(3)));
        assertThat(awaitHandled()).isEqualTo(14);
        one.expectNoMessage(QUIET);

        pass(Duration.ofSeconds(1));

        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(new Event.Viewers(14));
        assertThat(two.expectMessageClass(Deliver.class).event()).isEqualTo(new Event.Viewers(14));
    }

    @Test
    void viewersOfATopicThatMoved_areSaidOnceAllNodesHaveCounted() throws Exception {
        store.nextRead().complete(stored(one, two));
        topic.tell(renew(one, 10, log.mark(3)));
        awaitHandled();
        one.expectNoMessage(QUIET);

        topic.tell(renew(two, 5, log.mark(3)));

        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(new Event.Viewers(15));
    }
}
