package io.ovation.insights.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.insight.NodeReport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Reports between nodes that need not be of one version. */
class ReportOnTheWireTest {

    /** A hundred nodes send each other 10 000 of them a second. */
    private static final int MOST_BYTES = 6 * 1024;

    private static final ActorTestKit TEST_KIT = ActorTestKit.create("insight-wire", ConfigFactory.load());
    private static final Serialization SERIALIZATION = SerializationExtension.get(TEST_KIT.system());
    private static final ObjectMapper MAPPER = JacksonObjectMapperProvider.get(Adapter.toClassic(TEST_KIT.system()))
            .getOrCreate("jackson-cbor", java.util.Optional.empty());

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void largestReport_isSmall() {
        byte[] bytes = SERIALIZATION.serialize(largest(NodeReport.MOST_TOPICS)).get();

        assertThat(bytes.length).isBetween(MOST_BYTES / 2, MOST_BYTES);
        assertThat(largest(NodeReport.MOST_TOPICS).bytes()).isBetween(bytes.length / 2, bytes.length * 2);
    }

    @Test
    void topicsBeyondTheBound_areLeftOut() {
        assertThat(largest(NodeReport.MOST_TOPICS + 1).topTopics()).hasSize(NodeReport.MOST_TOPICS);
    }

    @Test
    void reportOfALaterVersion_isReadWithoutWhatIsNew() throws Exception {
        NodeReport report = largest(2);
        ObjectNode later = MAPPER.valueToTree(report);
        later.put("mood", "good").putObject("edge").put("requests", 1);
        ((ObjectNode) later.get("frontend")).put("polls", 1);

        assertThat(read(later)).isEqualTo(report);
    }

    @Test
    void reportOfAnEarlierVersion_isReadWithoutWhatItLacks() throws Exception {
        ObjectNode earlier = MAPPER.createObjectNode();
        earlier.put("address", "host:1").put("boot", 7);

        assertThat(read(earlier))
                .isEqualTo(new NodeReport("host:1", 7, null, null, false, 0, null, null, null, null, List.of()));
    }

    private static NodeReport read(ObjectNode tree) throws Exception {
        return SERIALIZATION
                                .deserialize(
                                        MAPPER.writeValueAsBytes(tree),
                                        SERIALIZATION
                                                .serializerFor(NodeReport.class)
                                                .identifier(),
                                        NodeReport.class.getName())
                                .get()
                        instanceof NodeReport report
                ? report
                : null;
    }

    private static NodeReport largest(int topics) {
        double rate = -Double.MAX_VALUE / 3;
        long count = Long.MIN_VALUE;
        return new NodeReport(
                "a".repeat(253) + ":65535",
                count,
                "1.0.0-SNAPSHOT",
                "http://" + "a".repeat(253) + ":65535",
                true,
                rate,
                new NodeReport.ProcessFigures(rate, count, count, rate),
                new NodeReport.FrontendFigures(count, count, count, rate, rate, rate, rate, rate, rate),
                new NodeReport.DispatcherFigures(count, count, rate, rate),
                new NodeReport.BackendFigures(rate, rate, rate, rate),
                IntStream.range(0, topics)
                        .mapToObj(number ->
                                new NodeReport.TopicFigures("conversation:" + "c".repeat(126) + number, count))
                        .toList());
    }
}
