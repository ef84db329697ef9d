package io.ovation.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.serialization.SerializationExtension;
import akka.serialization.jackson.JacksonCborSerializer;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import java.io.NotSerializableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that crosses between nodes comes out of the serializer as it went in. */
class WireMessageTest {

    /** With what is shipped in {@code reference.conf}, and nothing else. */
    private static final ActorTestKit TEST_KIT = ActorTestKit.create("wire", ConfigFactory.load());

    private static final Topic TOPIC = Topic.video("42");
    private static final Position POSITION = new Position(1_234_567_890_123L, 1, 2);
    private static final Totals TOTALS =
            Totals.of("east", Map.of("heart", 3_000_000_000L, "wow", 1L)).merge(Totals.of("west", Map.of("heart", 1L)));
    private static final Comment COMMENT =
            new Comment("c-1", "ann", "ä€😀 \"quoted\"\n", Instant.parse("2026-01-01T12:00:00.123Z"), 12.5);
    private static final Event.Presence PRESENCE = new Event.Presence(true, Instant.parse("2026-01-01T12:00:00.123Z"));
    private static final Comment COMMENT_OUTSIDE_A_VIDEO =
            new Comment("c-2", "bob", "", Instant.parse("2026-01-01T12:00:00Z"), null);
    private static final Comment FEATURED =
            new Comment("c-3", "eve", "hi", Instant.parse("2026-01-01T12:00:00Z"), null, true);
    private static final Subscriber SUBSCRIBER = new Subscriber(
            "node-1", Long.MAX_VALUE, probe(FrontendMessage.class).getRef());

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
                        "ann", probe(PresenceMessage.Answer.class).getRef()),
                new PresenceMessage.Answer("ann", PRESENCE),
                new PresenceMessage.Answer("ann", null),
                new PresenceMessage.Wake(),
                new PresenceMessage.Stop(),
                SUBSCRIBER,
                new TopicMessage.Publish(new Event.Viewers(7)),
                new TopicMessage.Publish(
                        new Event.Likes(Map.of("heart", 2L), Totals.of("east", Map.of("heart", 3L)), null)),
                new TopicMessage.Subscribe(SUBSCRIBER, 3),
                new TopicMessage.Renew(SUBSCRIBER, 3),
                new TopicMessage.Unsubscribe(SUBSCRIBER),
                new TopicMessage.Describe(probe(TopicMessage.Description.class).getRef()),
                new TopicMessage.Description(TOPIC, 7, TOTALS),
                new TopicMessage.Stop(),
                new TopicMessage.PublishComment(
                        POSITION, COMMENT, probe(BackendMessage.class).getRef()),
                new TopicMessage.Forward(new Event.Typing("ann", 5)),
                new TopicMessage.ForwardComment(
                        "east", POSITION, COMMENT, probe(TopicMessage.class).getRef()),
                new TopicMessage.CompareTotals(TOTALS, probe(TopicMessage.class).getRef()),
                new TopicMessage.Received("node", 7, 9),
                new FrontendMessage.Deliver(TOPIC, new Event.Typing("ann", 5)),
                new FrontendMessage.DeliverComment(
                        TOPIC, POSITION, COMMENT, probe(TopicMessage.class).getRef()),
                new FrontendMessage.Subscribed(
                        TOPIC,
                        POSITION,
                        Snapshot.EMPTY,
                        probe(TopicMessage.class).getRef()),
                new FrontendMessage.Subscribed(
                        TOPIC,
                        POSITION,
                        new Snapshot(TOTALS, 7, List.of(COMMENT, COMMENT_OUTSIDE_A_VIDEO, FEATURED), true),
                        probe(TopicMessage.class).getRef()),
                new FrontendMessage.Subscribed(
                        TOPIC,
                        POSITION,
                        new Snapshot(Totals.NONE, 0, List.of(), false, PRESENCE),
                        probe(TopicMessage.class).getRef()),
                new FrontendMessage.ChangeTopics(
                        "connection",
                        List.of(TOPIC, Topic.presence("ann")),
                        List.of(),
                        Optional.empty(),
                        probe(FrontendMessage.TopicsReply.class).getRef()),
                new FrontendMessage.ChangeTopics(
                        "connection",
                        List.of(),
                        List.of(TOPIC),
                        Optional.of(true),
                        probe(FrontendMessage.TopicsReply.class).getRef()),
                new FrontendMessage.TopicsHeld(Set.of(TOPIC, Topic.conversation("7")), true),
                new FrontendMessage.TooManyTopics(100),
                new FrontendMessage.UnknownConnection(),
                new BackendMessage.LoadTopic(
                        TOPIC, 50, probe(BackendMessage.TopicLoaded.class).getRef()),
                new BackendMessage.TopicLoaded(TOPIC, TOTALS, List.of(COMMENT)),
                new BackendMessage.TopicLoaded(TOPIC, Totals.NONE, List.of()),
                new BackendMessage.CommentsPublished(TOPIC, 7, 9),
                new BackendMessage.StoreComment(
                        TOPIC,
                        COMMENT,
                        probe(BackendMessage.CommentStored.class).getRef()),
                new BackendMessage.CommentStored(TOPIC, "id"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void message_comesOutOfTheSerializerAsItWentIn(WireMessage message) {
        assertThatCode(() -> TEST_KIT.serializationTestKit().verifySerialization(message, true))
                .doesNotThrowAnyException();
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
                        BackendMessage.Wire.class,
                        PresenceMessage.Wire.class)
                .flatMap(WireMessageTest::messages);
        Set<Class<?>> sampled = samples().map(Object::getClass).collect(Collectors.toSet());

        assertThat(messages).isNotEmpty().allMatch(sampled::contains);
    }

    private static Stream<Class<?>> messages(Class<?> protocol) {
        return Stream.of(protocol.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? messages(type) : Stream.of(type));
    }

    private static <T> TestProbe<T> probe(Class<T> messages) {
        return TEST_KIT.createTestProbe(messages);
    }
}
