package io.ovation.likes.log;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.event.Totals;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage.Standing;
import io.ovation.common.protocol.BackendMessage.TopicsCompared;
import io.ovation.common.protocol.Bounds;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.EmptyStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingsTest {

    private static final Mark MARK = new Mark(Long.MAX_VALUE, Long.MIN_VALUE);

    @Test
    void topics_ofWhichNothingIsKept_standAtTheStart() {
        Topic known = Topic.video("known");
        Topic unknown = Topic.video("unknown");
        EmptyStore store = new EmptyStore() {
            @Override
            public Map<Topic, Mark> marks(Collection<Topic> topics) {
                return Map.of(known, MARK);
            }

            @Override
            public Map<Topic, Map<String, Long>> totals(Collection<Topic> topics) {
                return Map.of(known, Map.of("heart", 7L));
            }
        };

        assertThat(Standings.read(store, List.of(unknown, known), "west"))
                .containsExactly(
                        new Standing(unknown, Mark.START, Totals.NONE),
                        new Standing(known, MARK, Totals.of("west", Map.of("heart", 7L))));
    }

    @Test
    void standings_comeInTheirOrder_andOneListIsEnoughForFew() {
        List<Standing> few = standings(3, 1);

        assertThat(Standings.split(few)).containsExactly(few);
        assertThat(Standings.split(List.of())).containsExactly(List.of());
    }

    @Test
    void longStandings_takeSeveralMessages_eachNoLargerThanAPage() {
        List<Standing> many = standings(Bounds.TOPICS_PER_MESSAGE, 20);
        ActorTestKit kit = ActorTestKit.create("standings", ConfigFactory.load());
        try {
            TestProbe<LogMessage> source = kit.createTestProbe(LogMessage.class);

            List<List<Standing>> lists = Standings.split(many);

            assertThat(lists.stream().flatMap(List::stream)).containsExactlyElementsOf(many);
            assertThat(lists)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(list -> assertThat(SerializationExtension.get(kit.system())
                                    .serialize(new TopicsCompared(list, source.ref()))
                                    .get())
                            .hasSizeLessThan(LogRange.PAGE_BYTES + 1_024));
        } finally {
            kit.shutdownTestKit();
        }
    }

    private static List<Standing> standings(int count, int reactions) {
        Map<String, Long> counts = new TreeMap<>();
        IntStream.range(0, reactions).forEach(i -> counts.put("r".repeat(30) + (10 + i), Long.MAX_VALUE));
        return IntStream.range(0, count)
                .mapToObj(i -> new Standing(
                        Topic.conversation("c".repeat(124) + (1_000 + i)), MARK, Totals.of("west", counts)))
                .toList();
    }
}
