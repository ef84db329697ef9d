package io.ovation.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.serialization.SerializationExtension;
import akka.serialization.jackson.JacksonCborSerializer;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.insight.NodeReport;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.insight.Sampling;
import io.ovation.common.insight.TraceFigures;
import io.ovation.common.insight.TraceReport;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.memory.Droppable;
import io.ovation.common.protocol.FrontendMessage.Grant;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.LatencyHistogram;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import java.io.NotSerializableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that crosses between nodes comes out of the serializer as it went in. */
class WireMessageTest {

    /** With what is shipped in {@code reference.conf}, and nothing else. */
    private static final ActorTestKit TEST_KIT = ActorTestKit.create("wire", ConfigFactory.load());

    private static final Topic TOPIC = Topic.video("42");
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final Totals TOTALS =
            Totals.of("east", Map.of("heart", 3_000_000_000L, "wow", 1L)).merge(Totals.of("west", Map.of("heart", 1L)));
    private static final Mark MARK = new Mark(7, Long.MIN_VALUE);
    private static final LogRange RANGE = new LogRange(
            Mark.START,
            new Mark(9, Long.MAX_VALUE),
            List.of(
                    entry(1, "east", new Comment("c-1", "ann", "ä€😀 \"quoted\"\n", AT, 12.5, false)),
                    entry(2, null, new Comment("c-2", "bob", "", AT, null, true)),
                    entry(4, "west", new Retraction("r-1", "c-1", "ann")),
                    entry(5, "west", new Retraction("r-2", "c-2", null)),
                    entry(6, "west", new Emptied("c-3"))));
    private static final Event.Presence PRESENCE = new Event.Presence(true, AT);
    private static final Subscriber SUBSCRIBER = new Subscriber(
            "node-1", Long.MAX_VALUE, probe(FrontendMessage.class).getRef());

    /** Another one each time; one that has failed is repeated with {@code -Dovation.seed}. */
    private static final long SEED = Long.getLong("ovation.seed", System.nanoTime());

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    static Stream<WireMessage> samples() {
        return Stream.of(
                new Event.Likes(Map.of("heart", 2L), Totals.of("east", Map.of("heart", 3_000_000_000L)), 1.25),
                new Event.Likes(Map.of(), Totals.of("east", Map.of()), null),
                new Event.Typing("ann", 5),
                new Event.Viewers(7),
                PRESENCE,
                Event.Presence.NEVER,
                new PresenceMessage.Heartbeat(List.of("ann", "bob")),
                new PresenceMessage.ForwardHeartbeat(List.of("ann")),
                new PresenceMessage.Ask(
                        "ann",
                        Long.MAX_VALUE,
                        probe(PresenceMessage.Answer.class).getRef()),
                new PresenceMessage.Answer("ann", Long.MAX_VALUE, PRESENCE),
                new PresenceMessage.Answer("ann", 1, null),
                new PresenceMessage.Wake(),
                new PresenceMessage.Stop(),
                SUBSCRIBER,
                MARK,
                RANGE,
                LogRange.empty(MARK),
                RANGE.entries().get(0),
                new LogMessage.Entries(TOPIC, null, RANGE, false, log()),
                new LogMessage.Entries(TOPIC, "west", LogRange.empty(MARK), true, log()),
                new LogMessage.Tail(TOPIC, null, MARK, log()),
                new LogMessage.Tail(TOPIC, "west", MARK, log()),
                new LogMessage.Fetch(TOPIC, null, MARK, 9, 2_000, log()),
                new LogMessage.Fetch(TOPIC, "west", MARK, 7, 2_000, log()),
                new LogMessage.FetchBefore(TOPIC, null, MARK, 2_000, log()),
                new LogMessage.Busy(TOPIC, null, 500),
                new LogMessage.Diverged(TOPIC, "west", MARK, List.of(new LogMessage.Place(Mark.START, "c-1"))),
                new LogMessage.Place(MARK, "c-1"),
                new TopicMessage.Publish(new Event.Viewers(7)),
                new TopicMessage.Publish(
                        new Event.Likes(Map.of("heart", 2L), Totals.of("east", Map.of("heart", 3L)), null)),
                new TopicMessage.Subscribe(SUBSCRIBER, 3),
                new TopicMessage.Renew(SUBSCRIBER, 3, MARK),
                new TopicMessage.Renew(SUBSCRIBER, 3, null),
                new TopicMessage.Unsubscribe(SUBSCRIBER),
                new TopicMessage.Describe(probe(TopicMessage.Description.class).getRef()),
                new TopicMessage.Description(TOPIC, 7, TOTALS),
                new TopicMessage.Stop(),
                new TopicMessage.Forward(new Event.Typing("ann", 5)),
                new TopicMessage.CompareTotals(TOTALS, probe(TopicMessage.class).getRef()),
                new FrontendMessage.Deliver(TOPIC, new Event.Typing("ann", 5), MARK, log()),
                new FrontendMessage.Deliver(TOPIC, PRESENCE, null, log()),
                new FrontendMessage.Subscribed(TOPIC, TOTALS, 7, null, RANGE, log()),
                new FrontendMessage.Subscribed(TOPIC, Totals.NONE, 0, PRESENCE, null, log()),
                new FrontendMessage.ChangeTopics(
                        "connection",
                        Optional.of("ann"),
                        List.of(TOPIC, Topic.presence("ann")),
                        List.of(),
                        Optional.empty(),
                        probe(FrontendMessage.TopicsReply.class).getRef()),
                new FrontendMessage.ChangeTopics(
                        "connection",
                        Optional.empty(),
                        List.of(),
                        List.of(TOPIC),
                        Optional.of(true),
                        probe(FrontendMessage.TopicsReply.class).getRef()),
                new RevocationMessage.Revoke(
                        List.of(new Revocation(Revocation.Kind.MEMBER, "ann", 7, Revocation.FOR_GOOD)),
                        probe(RevocationMessage.Taken.class).getRef()),
                new RevocationMessage.Taken(),
                new RevocationMessage.Tell(
                        7, -8, "MEMBER:ann", probe(RevocationMessage.class).getRef()),
                new RevocationMessage.Known(
                        7,
                        List.of(new Revocation(Revocation.Kind.TOKEN, "id", 7, 8)),
                        true,
                        true,
                        probe(RevocationMessage.class).getRef()),
                new FrontendMessage.RenewRights(
                        "connection",
                        new Grant(
                                Optional.of("ann"),
                                List.of("video:*", "conversation:1"),
                                "moderator",
                                Optional.of(Instant.ofEpochSecond(7)),
                                Optional.of("token")),
                        probe(FrontendMessage.TopicsReply.class).getRef()),
                new FrontendMessage.TakeTicket(
                        "ticket", probe(FrontendMessage.TicketTaken.class).getRef()),
                new FrontendMessage.TicketTaken(Optional.empty()),
                new FrontendMessage.TicketTaken(Optional.of(
                        new Grant(Optional.empty(), List.of(), "viewer", Optional.empty(), Optional.empty()))),
                new FrontendMessage.TopicsHeld(Set.of(TOPIC, Topic.conversation("7")), true),
                new FrontendMessage.TooManyTopics(100),
                new FrontendMessage.TopicsNotCovered(),
                new FrontendMessage.UnknownConnection(),
                new BackendMessage.LoadTopic(
                        TOPIC, probe(BackendMessage.TopicLoaded.class).getRef()),
                new BackendMessage.TopicLoaded(TOPIC, TOTALS, RANGE, log()),
                new BackendMessage.CompareTopics(
                        List.of(TOPIC),
                        probe(BackendMessage.TopicsCompared.class).getRef()),
                new BackendMessage.TopicsCompared(List.of(new BackendMessage.Standing(TOPIC, MARK, TOTALS)), log()),
                new BackendMessage.Standing(TOPIC, MARK, TOTALS),
                new BackendMessage.CommitRemote(
                        TOPIC,
                        "west",
                        RANGE,
                        true,
                        probe(BackendMessage.RemoteReply.class).getRef()),
                new BackendMessage.RealignRemote(
                        TOPIC,
                        "west",
                        List.of(new LogMessage.Place(MARK, "c-1")),
                        probe(BackendMessage.RemoteReply.class).getRef()),
                new BackendMessage.RemoteCursor(TOPIC, "west", MARK),
                new BackendMessage.RemoteBusy(TOPIC, "west", 500),
                new BackendMessage.ListLogs(
                        "video:42", probe(BackendMessage.LogsListed.class).getRef()),
                new BackendMessage.LogsListed(List.of(new BackendMessage.LogEnd(TOPIC, MARK))),
                new BackendMessage.ReadCursors(
                        "west",
                        List.of(TOPIC),
                        probe(BackendMessage.CursorsRead.class).getRef()),
                new BackendMessage.CursorsRead("west", List.of(new BackendMessage.LogEnd(TOPIC, MARK))),
                report(),
                new Sampling(0.5, 1_700_000_000_000L),
                new FrontendMessage.Deliver(TOPIC, new Event.Typing("ann", 5, Long.MIN_VALUE), null, log()),
                new LogMessage.Entries(TOPIC, null, LogRange.empty(Mark.START), false, log(), true),
                new NodeTopic("h:1", false, null, null, null),
                new NodeTopic(
                        "h:1",
                        true,
                        new NodeTopic.AtFrontend(7, null, 0),
                        new NodeTopic.AtDispatcher(
                                3_000_000_000L, 8, TOTALS, List.of(new NodeTopic.SubscribedFrontend("h:2", null))),
                        new NodeTopic.AtBackend(9, TOTALS, null)),
                largestTopic(),
                traceReport(),
                new TraceReport("h:1", 0, TraceFigures.NONE),
                new NodeReport("h:1", 0, null, null, false, 0, null, null, null, null, List.of()));
    }

    private static TraceReport traceReport() {
        TraceFigures.Slice slice = new TraceFigures.Slice(TracedKind.LIKES, Stage.WRITTEN, "east", "west");
        LatencyHistogram latencies = new LatencyHistogram();
        latencies.add(7, 1);
        latencies.add(3_000_000_000L, 8);
        return TraceReport.of(
                "h:1",
                Long.MIN_VALUE,
                new TraceFigures(
                        List.of(new TraceFigures.EventFigures(TracedKind.COMMENT, 1, 2, 3, 4)),
                        List.of(new TraceFigures.StepFigures(slice, latencies, 1, 2, 3, 4)),
                        List.of(new TraceFigures.DeliveryFigures(slice, new LatencyHistogram())),
                        List.of(new TraceFigures.NodeFigures(Stage.TOPIC_SENT, "h:2", latencies, 5)),
                        List.of(new TraceFigures.BehindFigures(TracedKind.COMMENT, latencies))));
    }

    private static NodeReport report() {
        return new NodeReport(
                "127.0.0.1:25520",
                Long.MIN_VALUE,
                "1.0",
                "http://127.0.0.1:8558",
                true,
                1.5,
                new NodeReport.ProcessFigures(0.5, 3_000_000_000L, 4_000_000_000L, 0.25),
                new NodeReport.FrontendFigures(1L, 2L, null, 0.5, null, null, 1.5, 2.5, 3.5),
                new NodeReport.DispatcherFigures(1L, null, 0.5, null),
                new NodeReport.BackendFigures(null, 0.5, 0.25, null),
                List.of(new NodeReport.TopicFigures("video:42", 3_000_000_000L)));
    }

    /** The largest that settings allow: full pages of the longest texts, ids of full length, as many topics as fit. */
    static Stream<WireMessage> largest() {
        LogRange page = fullPage();
        List<Topic> topics = IntStream.range(0, Bounds.TOPICS_PER_MESSAGE)
                .mapToObj(number -> Topic.conversation("c".repeat(124) + (1_000 + number)))
                .toList();
        Topic topic = topics.get(0);
        List<BackendMessage.LogEnd> ends = topics.stream()
                .map(each -> new BackendMessage.LogEnd(each, new Mark(Long.MAX_VALUE, Long.MIN_VALUE)))
                .toList();
        String dataCentre = "d".repeat(64);
        return Stream.of(
                new LogMessage.Entries(topic, dataCentre, page, true, log()),
                new FrontendMessage.Subscribed(topic, TOTALS, Integer.MAX_VALUE, null, page, log()),
                new BackendMessage.TopicLoaded(topic, TOTALS, page, log()),
                new BackendMessage.CommitRemote(
                        topic,
                        dataCentre,
                        page,
                        true,
                        probe(BackendMessage.RemoteReply.class).getRef()),
                new BackendMessage.CompareTopics(
                        topics, probe(BackendMessage.TopicsCompared.class).getRef()),
                new BackendMessage.LogsListed(ends),
                new BackendMessage.ReadCursors(
                        dataCentre,
                        topics,
                        probe(BackendMessage.CursorsRead.class).getRef()),
                new BackendMessage.CursorsRead(dataCentre, ends),
                largestTopic());
    }

    private static NodeTopic largestTopic() {
        String address = "a".repeat(253) + ":65535";
        Comment comment = new Comment(
                "i".repeat(36), "m".repeat(128), "😀".repeat(NodeTopic.MOST_CHARACTERS), AT, Double.MAX_VALUE, true);
        return new NodeTopic(
                address,
                true,
                new NodeTopic.AtFrontend(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                new NodeTopic.AtDispatcher(
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        TOTALS,
                        Collections.nCopies(
                                NodeTopic.MOST_SUBSCRIBERS,
                                new NodeTopic.SubscribedFrontend(address, Integer.MAX_VALUE))),
                new NodeTopic.AtBackend(Long.MAX_VALUE, TOTALS, Collections.nCopies(NodeTopic.MOST_COMMENTS, comment)));
    }

    private static LogRange fullPage() {
        List<Entry> entries = new ArrayList<>();
        for (int position = 1; position <= 100; position++) {
            entries.add(entry(
                    position,
                    "d".repeat(64),
                    new Comment(
                            "i".repeat(36),
                            "m".repeat(128),
                            position % 2 == 0 ? "😀".repeat(500) : "x",
                            AT,
                            Double.MAX_VALUE,
                            true)));
        }
        return LogRange.of(Mark.START, entries).pages().get(0);
    }

    @ParameterizedTest
    @MethodSource("largest")
    void largestMessage_fitsTwiceIntoAFrame(WireMessage message) {
        byte[] bytes =
                SerializationExtension.get(TEST_KIT.system()).serialize(message).get();

        assertThat(bytes.length).isBetween(LogRange.PAGE_BYTES / 2, Bounds.MESSAGE_BYTES);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void message_comesOutOfTheSerializerAsItWentIn(WireMessage message) {
        assertThatCode(() -> TEST_KIT.serializationTestKit().verifySerialization(message, true))
                .doesNotThrowAnyException();
    }

    @Test
    void messageOfAnyContent_comesOutOfTheSerializerAsItWentIn() {
        Random random = new Random(SEED);
        for (int run = 0; run < 500; run++) {
            WireMessage message = anyMessage(random);
            assertThatCode(() -> TEST_KIT.serializationTestKit().verifySerialization(message, true))
                    .as("seed %d, run %d: %s", SEED, run, message)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void message_isWrittenAsCbor(WireMessage message) throws NotSerializableException {
        assertThat(SerializationExtension.get(TEST_KIT.system()).serializerFor(message.getClass()))
                .isInstanceOf(JacksonCborSerializer.class);
    }

    @Test
    void everyMessage_hasASample() {
        Stream<Class<?>> messages = Stream.of(
                        Event.class,
                        TopicMessage.Wire.class,
                        FrontendMessage.Wire.class,
                        FrontendMessage.TopicsReply.class,
                        LogMessage.class,
                        BackendMessage.RemoteReply.class,
                        BackendMessage.Wire.class,
                        PresenceMessage.Wire.class)
                .flatMap(WireMessageTest::messages);
        Set<Class<?>> sampled = samples().map(Object::getClass).collect(Collectors.toSet());

        assertThat(messages).isNotEmpty().allMatch(sampled::contains);
    }

    /** Else nothing would bound what waits for a backend. */
    @Test
    void whatABackendIsAsked_mayBeDropped() {
        List<WireMessage> asked = Stream.concat(samples(), largest())
                .filter(BackendMessage.class::isInstance)
                .filter(message -> Stream.of(message.getClass().getRecordComponents())
                        .anyMatch(component -> component.getName().equals("replyTo")))
                .toList();

        assertThat(asked)
                .hasSizeGreaterThan(8)
                .allSatisfy(message -> assertThat(message)
                        .isInstanceOfSatisfying(
                                Droppable.class,
                                droppable -> assertThat(droppable.bytes())
                                        .isBetween(Bounds.SMALL_MESSAGE_BYTES, Bounds.MESSAGE_BYTES)));
    }

    private static Stream<Class<?>> messages(Class<?> protocol) {
        return Stream.of(protocol.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? messages(type) : Stream.of(type));
    }

    private static WireMessage anyMessage(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Event.Typing(anyText(random), random.nextInt());
            case 1 -> new Event.Presence(random.nextBoolean(), random.nextBoolean() ? null : anyTime(random));
            case 2 -> new PresenceMessage.Heartbeat(List.of(anyText(random), anyText(random)));
            case 3 ->
                new Event.Likes(
                        Map.of(anyText(random), random.nextLong(1, Long.MAX_VALUE)),
                        Totals.of(anyText(random), Map.of(anyText(random), random.nextLong(Long.MAX_VALUE))),
                        anyMediaTime(random));
            default -> anyRange(random);
        };
    }

    private static LogRange anyRange(Random random) {
        List<Entry> entries = new ArrayList<>();
        long position = random.nextLong(Long.MAX_VALUE / 2);
        Mark after = new Mark(position, random.nextLong());
        for (int more = random.nextInt(10); more > 0; more--) {
            position += 1 + random.nextInt(3);
            entries.add(new Entry(
                    new Mark(position, random.nextLong()),
                    random.nextBoolean() ? null : anyText(random),
                    anyTime(random),
                    anyBody(random)));
        }
        return new LogRange(after, new Mark(position + 1, random.nextLong()), entries);
    }

    private static EntryBody anyBody(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Retraction(anyText(random), anyText(random), random.nextBoolean() ? null : anyText(random));
            case 1 -> new Emptied(anyText(random));
            default ->
                new Comment(
                        anyText(random),
                        anyText(random),
                        anyText(random),
                        anyTime(random),
                        anyMediaTime(random),
                        random.nextBoolean());
        };
    }

    private static Instant anyTime(Random random) {
        return Instant.ofEpochMilli(random.nextLong(1L << 47));
    }

    private static @Nullable Double anyMediaTime(Random random) {
        return random.nextBoolean() ? null : random.nextGaussian() * Double.MAX_VALUE / 10;
    }

    /** Of whatever characters there are, most of them of ASCII. */
    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int more = random.nextInt(20); more > 0; more--) {
            int character = random.nextInt(random.nextInt(4) == 0 ? Character.MAX_CODE_POINT + 1 : 0x80);
            if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                text.appendCodePoint(character);
            }
        }
        return text.toString();
    }

    private static Entry entry(long position, @Nullable String origin, EntryBody body) {
        return new Entry(new Mark(position, -position), origin, AT, body);
    }

    private static ActorRef<LogMessage> log() {
        return probe(LogMessage.class).getRef();
    }

    private static <T> TestProbe<T> probe(Class<T> messages) {
        return TEST_KIT.createTestProbe(messages);
    }
}
