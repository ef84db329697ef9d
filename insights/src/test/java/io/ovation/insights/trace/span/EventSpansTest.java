package io.ovation.insights.trace.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.ovation.common.settings.OtlpSettings;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceParent;
import io.ovation.insights.trace.batch.ClockOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventSpansTest {

    private static final long TRACE = 0x1234;
    private static final long WALL = 5_000_000;

    private final NodeResources resources = new NodeResources(OtlpSettings.from(ConfigFactory.load()));

    @Test
    void comment_hasSpansOfEachStep_belowThePublishersSpan() {
        List<SpanData> spans =
                spans(Judged.comment(TRACE, Judged.PARENT).sent(TRACE).written(TRACE));

        assertThat(spans)
                .extracting(SpanData::getName, SpanData::getKind, span -> parentOf(span, spans), EventSpansTest::micros)
                .containsExactlyInAnyOrder(
                        tuple("send comment", SpanKind.PRODUCER, Judged.PARENT.spanId(), List.of(0L, 2_000L)),
                        tuple("committed", SpanKind.INTERNAL, "send comment", List.of(0L, 1_000L)),
                        tuple("published", SpanKind.INTERNAL, "send comment", List.of(1_000L, 2_000L)),
                        tuple("topic-received", SpanKind.INTERNAL, "send comment", List.of(2_000L, 3_000L)),
                        tuple("topic-sent", SpanKind.INTERNAL, "send comment", List.of(3_000L, 4_000L)),
                        tuple("process comment", SpanKind.CONSUMER, "send comment", List.of(4_000L, 8_000L)),
                        tuple("frontend-received", SpanKind.INTERNAL, "process comment", List.of(4_000L, 5_000L)),
                        tuple("written", SpanKind.INTERNAL, "process comment", List.of(5_000L, 8_000L)));
        assertThat(spans)
                .allMatch(span -> span.getTraceId().equals(Judged.PARENT.traceId()))
                .allMatch(span -> span.getSpanContext().isSampled())
                .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.UNSET)
                .extracting(SpanData::getSpanId)
                .doesNotHaveDuplicates();
    }

    @Test
    void consumer_isLinkedToTheProducer_andSaysHowManyViewers() {
        List<SpanData> spans =
                spans(Judged.comment(TRACE, Judged.PARENT).sent(TRACE).written(TRACE));
        SpanData producer = only(spans, "send comment");
        SpanData consumer = only(spans, "process comment");

        assertThat(consumer.getLinks()).extracting(LinkData::getSpanContext).containsExactly(producer.getSpanContext());
        assertThat(producer.getLinks()).isEmpty();
        assertThat(text(producer, "messaging.system")).isEqualTo("ovation");
        assertThat(text(producer, "messaging.operation.type")).isEqualTo("send");
        assertThat(text(consumer, "messaging.operation.type")).isEqualTo("process");
        assertThat(text(consumer, "messaging.message.id")).isEqualTo("0000000000001234");
        assertThat(text(producer, "ovation.outcome")).isEqualTo("complete");
        assertThat(consumer.getAttributes().get(AttributeKey.longKey("ovation.viewers")))
                .isEqualTo(10);
    }

    @Test
    void spans_areOfTheNodesWhereTheyHappened() {
        List<SpanData> spans =
                spans(Judged.comment(TRACE, Judged.PARENT).sent(TRACE).written(TRACE));

        assertThat(spans)
                .extracting(span -> span.getResource().getAttribute(AttributeKey.stringKey("service.instance.id")))
                .containsOnly("backend:1", "dispatcher:1", "frontend:1");
        assertThat(only(spans, "topic-sent").getResource().getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("service.instance.id"), "dispatcher:1")
                .containsEntry(AttributeKey.stringKey("service.name"), "ovation")
                .containsEntry(AttributeKey.stringKey("ovation.data_centre"), "east");
        assertThat(only(spans, "topic-sent").getResource())
                .isSameAs(only(spans, "topic-received").getResource());
    }

    @Test
    void withoutAParent_theTraceIsTheEventsOwn() {
        List<SpanData> spans = spans(Judged.comment(TRACE, null).sent(TRACE).written(TRACE));

        assertThat(spans).hasSize(8).extracting(SpanData::getTraceId).containsOnly("00000000000000000000000000001234");
        assertThat(only(spans, "send comment").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void parentThatIsNotSampled_yieldsNoSpans() {
        TraceParent unsampled = new TraceParent(Judged.PARENT.traceId(), Judged.PARENT.spanId(), false);

        assertThat(spans(Judged.comment(TRACE, unsampled).sent(TRACE).written(TRACE)))
                .isEmpty();
    }

    /** It may have been accepted with a parent that is not sampled. */
    @Test
    void eventOfWhichItIsNotKnownWhereItWasAccepted_hasNoSpans() {
        assertThat(spans(new Judged().sent(TRACE).written(TRACE))).isEmpty();
    }

    @Test
    void stepThatIsLost_isAnErrorOfTheSpanAroundIt() {
        List<SpanData> spans = spans(Judged.comment(TRACE, Judged.PARENT).sent(TRACE));
        SpanData consumer = only(spans, "process comment");

        assertThat(consumer.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(consumer.getStatus().getDescription()).isEqualTo("lost at frontend-received in east");
        assertThat(text(consumer, "error.type")).isEqualTo("lost");
        assertThat(micros(consumer)).containsExactly(4_000L, 4_000L);
        assertThat(consumer.getResource().getAttribute(AttributeKey.stringKey("service.instance.id")))
                .isEqualTo("frontend:1");
        assertThat(only(spans, "send comment").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(text(only(spans, "send comment"), "ovation.outcome")).isEqualTo("lost");
    }

    @Test
    void stepThatIsLostOnTheWayToTheTopic_isAnErrorOfTheProducer() {
        SpanData producer = only(spans(Judged.comment(TRACE, Judged.PARENT)), "send comment");

        assertThat(producer.getStatus().getDescription()).isEqualTo("lost at topic-received in east");
    }

    @Test
    void stepThatIsUnknown_isNoError() {
        List<SpanData> spans =
                spans(Judged.comment(TRACE, Judged.PARENT).sent(TRACE).without(Judged.FRONTEND));
        SpanData consumer = only(spans, "process comment");

        assertThat(consumer.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(consumer.getAttributes().get(AttributeKey.stringArrayKey("ovation.unknown")))
                .containsExactly("frontend-received");
        assertThat(text(only(spans, "send comment"), "ovation.outcome")).isEqualTo("unknown");
    }

    @Test
    void ending_isSaidWhereItIs() {
        List<SpanData> spans = spans(Judged.comment(TRACE, Judged.PARENT)
                .note(Judged.DISPATCHER, TRACE, Stage.TOPIC_RECEIVED, 3, null, 1, null, null)
                .note(Judged.DISPATCHER, TRACE, Stage.TOPIC_RECEIVED, 3, Ending.UNWATCHED, 1, null, null));

        assertThat(text(only(spans, "topic-received"), "ovation.ending")).isEqualTo("unwatched");
        assertThat(text(only(spans, "send comment"), "ovation.ending")).isNull();
        assertThat(text(only(spans, "send comment"), "ovation.outcome")).isEqualTo("ended");
        assertThat(spans).extracting(SpanData::getKind).doesNotContain(SpanKind.CONSUMER);
    }

    @Test
    void eventThatWasNotKept_endsAtTheProducer() {
        List<SpanData> spans = spans(new Judged()
                .note(Judged.BACKEND, TRACE, Stage.ACCEPTED, 0, null, 1, null, Judged.PARENT)
                .note(Judged.BACKEND, TRACE, Stage.ACCEPTED, 9, Ending.REFUSED, 1, null, null));

        assertThat(spans).hasSize(1);
        assertThat(text(spans.get(0), "ovation.ending")).isEqualTo("refused");
        assertThat(micros(spans.get(0))).containsExactly(0L, 9_000L);
    }

    @Test
    void receipts_areEvents_ofWhichTheFirstAreKept() {
        Judged judged = Judged.comment(TRACE, Judged.PARENT).sent(TRACE).written(TRACE);
        for (int viewer = 0; viewer < 40; viewer++) {
            judged.note(Judged.FRONTEND, TRACE, Stage.RECEIVED, 20 + viewer, null, 1, null, null);
        }
        SpanData consumer = only(spans(judged), "process comment");

        assertThat(consumer.getEvents()).hasSize(32);
        assertThat(consumer.getEvents().get(0).getName()).isEqualTo("received");
        assertThat(consumer.getEvents().get(0).getEpochNanos()).isEqualTo((Judged.START + 20_000 + WALL) * 1_000);
        assertThat(consumer.getTotalRecordedEvents()).isEqualTo(40);
        assertThat(micros(consumer)).containsExactly(4_000L, 8_000L);
    }

    @Test
    void latencyThatClocksCannotTell_isSaidToBeUncertain_andNotNegative() {
        List<SpanData> spans = spans(Judged.comment(TRACE, Judged.PARENT)
                .sent(TRACE)
                .written(TRACE)
                .clock(Judged.DISPATCHER, new ClockOffset(-2_500, 2_000)));
        SpanData received = only(spans, "topic-received");

        assertThat(micros(received)).containsExactly(2_000L, 2_000L);
        assertThat(text(received, "ovation.latency")).isEqualTo("uncertain");
        assertThat(micros(only(spans, "topic-sent"))).containsExactly(500L, 1_500L);
        assertThat(text(only(spans, "topic-sent"), "ovation.latency")).isNull();
    }

    private List<SpanData> spans(Judged judged) {
        return judged.events().stream()
                .flatMap(event -> EventSpans.of(event, resources, WALL).stream())
                .toList();
    }

    private static SpanData only(List<SpanData> spans, String name) {
        List<SpanData> named =
                spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(named).as(name).hasSize(1);
        return named.get(0);
    }

    private static String parentOf(SpanData span, List<SpanData> all) {
        return all.stream()
                .filter(each -> each.getSpanId().equals(span.getParentSpanId()))
                .map(SpanData::getName)
                .findFirst()
                .orElse(span.getParentSpanId());
    }

    /** When it began and ended, since the event was accepted. */
    private static List<Long> micros(SpanData span) {
        return List.of(
                span.getStartEpochNanos() / 1_000 - Judged.START - WALL,
                span.getEndEpochNanos() / 1_000 - Judged.START - WALL);
    }

    private static @Nullable String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }
}
