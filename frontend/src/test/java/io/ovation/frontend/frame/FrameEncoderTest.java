package io.ovation.frontend.frame;

import static io.ovation.frontend.frame.Frames.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.EventId;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.TestLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameEncoderTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic ANN = Topic.presence("ann");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.250Z");
    private static final EventId ID = new EventId(NOON, new Mark(28, 0x9f86d081884c7d65L));
    private static final Map<String, Long> LIKES = new TreeMap<>(Map.of("heart", 42L, "clap", 1L));
    private static final Totals TOTALS =
            Totals.of("a", Map.of("heart", 40L, "clap", 1L)).merge(Totals.of("b", Map.of("heart", 2L)));

    private final FrameEncoder encoder = new FrameEncoder(Tracing.off());

    @Test
    void comment_hasThePlaceInTheLogAsItsId() {
        Entry entry = entry(new Comment("c-1", "ann", "hi", NOON, 7.0, false));

        assertThat(text(encoder.comments(CATS, List.of(entry)))).isEqualTo("""
                id: 019b796dd6fa-1c-9f86d081884c7d65
                event: comment
                data: {"topic":"video:cats","id":"c-1","member":"ann","text":"hi","at":"2026-01-01T12:00:00.250Z","mediaTime":7.0}

                """);
    }

    @Test
    void comment_isOnOneLineWhateverItSays() {
        Entry entry = entry(new Comment("c-1", "ann", "\"hi\"\n\ndata: ü\r\0", NOON, null, false));

        assertThat(text(encoder.comments(CATS, List.of(entry))).lines()).hasSize(4);
        assertThat(text(encoder.comments(CATS, List.of(entry))))
                .contains("\"text\":\"\\\"hi\\\"\\n\\ndata: ü\\r\\u0000\"")
                .doesNotContain("mediaTime");
    }

    @Test
    void comments_areOneFrameInTheirOrder() {
        Entry first = entry(comment("c-1"));
        Entry second = entry(new Comment("c-2", "bob", "ho", NOON, null, true));

        Frame both = encoder.comments(CATS, List.of(first, second));

        assertThat(text(both))
                .isEqualTo(
                        text(encoder.comments(CATS, List.of(first))) + text(encoder.comments(CATS, List.of(second))));
        assertThat(text(both)).contains("\"featured\":true");
        assertThat(both.isFleeting()).isFalse();
    }

    @Test
    void ownComment_isNothingToResumeFrom() {
        assertThat(text(encoder.ownComment(CATS, entry(comment("c-1")))))
                .startsWith("event: comment\ndata: {\"topic\":\"video:cats\",\"id\":\"c-1\"");
    }

    @Test
    void retracted_namesTheComment() {
        Retraction retraction = new Retraction("r-1", "c-1", "mod");

        assertThat(text(encoder.retracted(CATS, entry(retraction), retraction, true)))
                .isEqualTo("""
                id: 019b796dd6fa-1c-9f86d081884c7d65
                event: retracted
                data: {"topic":"video:cats","id":"c-1","by":"mod"}

                """);
        assertThat(text(encoder.retracted(CATS, entry(retraction), new Retraction("r-1", "c-1", null), false)))
                .isEqualTo("event: retracted\ndata: {\"topic\":\"video:cats\",\"id\":\"c-1\"}\n\n");
    }

    @Test
    void sampled_saysHowManyOfHowMany() {
        assertThat(text(encoder.sampled(CATS, 30, 2_000)))
                .isEqualTo("event: sampled\ndata: {\"topic\":\"video:cats\",\"shown\":30,\"of\":2000}\n\n");
    }

    @Test
    void typing_hasAMemberOrOfACrowdACount() {
        assertThat(text(encoder.typing(CATS, new Event.Typing("ann", 6))))
                .isEqualTo(
                        "event: typing\ndata: {\"topic\":\"video:cats\",\"member\":\"ann\",\"expiresInSeconds\":6}\n\n");
        assertThat(text(encoder.typing(CATS, 17, 5)))
                .isEqualTo("event: typing\ndata: {\"topic\":\"video:cats\",\"count\":17,\"expiresInSeconds\":5}\n\n");
    }

    @Test
    void likes_areWithTheSumOfAllDataCentres() {
        Map<String, Long> added = new TreeMap<>(Map.of("heart", 3L, "clap", 1L));

        assertThat(text(encoder.likes(CATS, new Event.Likes(added, TOTALS, 12.5), TOTALS)))
                .isEqualTo("""
                event: likes
                data: {"topic":"video:cats","added":{"clap":1,"heart":3},"total":{"clap":1,"heart":42},"mediaTime":12.5}

                """);
        assertThat(text(encoder.likes(CATS, new Event.Likes(added, TOTALS, null), TOTALS)))
                .doesNotContain("mediaTime");
    }

    @Test
    void viewers_areANumber() {
        Frame frame = encoder.viewers(CATS, 1_234);

        assertThat(text(frame)).isEqualTo("event: viewers\ndata: {\"topic\":\"video:cats\",\"count\":1234}\n\n");
        assertThat(frame.isFleeting()).isTrue();
    }

    @Test
    void presence_isAStatus() {
        assertThat(text(encoder.presence(ANN, new Event.Presence(true, NOON)))).isEqualTo("""
                event: presence
                data: {"topic":"presence:ann","member":"ann","status":"online","lastActiveAt":"2026-01-01T12:00:00.250Z"}

                """);
        assertThat(text(encoder.presence(ANN, Event.Presence.NEVER))).contains("\"status\":\"offline\"}");
    }

    @Test
    void snapshot_isTotalsViewersAndComments() {
        assertThat(text(encoder.snapshot(snapshot("c-1", "c-2")))).isEqualTo("""
                id: 019b796dd6fa-1c-9f86d081884c7d65
                event: snapshot
                data: {"topic":"video:cats","likes":{"clap":1,"heart":42},"viewers":7,"comments":[\
                {"id":"c-1","member":"ann","text":"hi","at":"2026-01-01T12:00:00.250Z"},\
                {"id":"c-2","member":"ann","text":"hi","at":"2026-01-01T12:00:00.250Z"}]}

                """);
        assertThat(text(encoder.snapshot(snapshot()))).contains("\"comments\":[]}\n\n");
    }

    @Test
    void snapshot_ofPresenceIsItsStatus() {
        TopicSnapshot unknown = new TopicSnapshot(ANN, Map.of(), 0, List.of(), null, ID);

        assertThat(text(encoder.snapshot(unknown)))
                .isEqualTo(
                        "event: presence\ndata: {\"topic\":\"presence:ann\",\"member\":\"ann\",\"status\":\"unknown\"}\n\n");
        assertThat(text(encoder.gapAndSnapshot(GapReason.SLOW, unknown))).isEqualTo(text(encoder.snapshot(unknown)));
        assertThat(encoder.gap(ANN, GapReason.SLOW).length()).isZero();
    }

    @Test
    void gap_saysWhyAndIsFollowedByASnapshot() {
        Frame gap = encoder.gap(CATS, GapReason.EXPIRED);
        Frame both = encoder.gapAndSnapshot(GapReason.EXPIRED, snapshot("c-1"));

        assertThat(text(gap)).isEqualTo("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"expired\"}\n\n");
        assertThat(text(both)).isEqualTo(text(gap) + text(encoder.snapshot(snapshot("c-1"))));
        assertThat(gap.isRecovery()).isTrue();
        assertThat(both.isRecovery()).isTrue();
        assertThat(encoder.snapshot(snapshot()).isRecovery()).isFalse();
    }

    @Test
    void entries_areWhatIsToldOfThem() {
        TestLog log = TestLog.of(2);
        Entry retraction = log.retract(1);

        EncodedEvents events = encoder.entries(CATS, List.of(log.entry(1).emptied(), log.entry(2), retraction));

        assertThat(events.size()).isEqualTo(2);
        assertThat(text(events)).contains("event: comment", "\"id\":\"c-2\"", "event: retracted", "\"id\":\"c-1\"");
        assertThat(text(events.part(0, 1))).isEqualTo(text(encoder.comments(CATS, List.of(log.entry(2)))));
        assertThat(text(events.part(1, 2))).startsWith("id: " + retraction.eventId());
        assertThat(events.lengthOf(0) + events.lengthOf(1)).isEqualTo(events.length());
        assertThat(events.mark(1)).isEqualTo(retraction.mark());
        assertThat(events.firstAfter(1)).isZero();
        assertThat(events.firstAfter(2)).isEqualTo(1);
        assertThat(events.firstAfter(3)).isEqualTo(2);
    }

    @Test
    void events_areWhatIsInTheFrame() {
        Entry entry = entry(comment("c-1"));
        Frame joined = Frame.join(
                List.of(encoder.comments(CATS, List.of(entry, entry)), encoder.viewers(CATS, 3)), new Slab());

        assertThat(joined.events())
                .extracting(StreamEvent::name)
                .containsExactly(EventName.COMMENT, EventName.COMMENT, EventName.VIEWERS);
        StreamEvent comment = joined.events().get(1);
        assertThat(comment.topic()).isEqualTo(CATS);
        assertThat(comment.id()).isEqualTo(entry.eventId());
        assertThat(new String(comment.json(), UTF_8)).startsWith("{\"topic\":\"video:cats\",\"id\":\"c-1\"");
        assertThat(new String(joined.events().get(2).json(), UTF_8))
                .isEqualTo("{\"topic\":\"video:cats\",\"count\":3}");
        assertThat(joined.events().get(2).id()).isNull();
    }

    @Test
    void without_leavesTheOtherComments() {
        Frame three =
                encoder.comments(CATS, List.of(entry(comment("c-1")), entry(comment("c-2")), entry(comment("c-3"))));

        Frame rest = three.without("c-2").orElseThrow();

        assertThat(three.tells("c-2")).isTrue();
        assertThat(rest.tells("c-2")).isFalse();
        assertThat(text(rest))
                .isEqualTo(text(encoder.comments(CATS, List.of(entry(comment("c-1")), entry(comment("c-3"))))));
        assertThat(rest.without("c-1").orElseThrow().without("c-3")).isEmpty();
        assertThat(rest.isFleeting()).isFalse();
    }

    @Test
    void without_takesACommentOutOfASnapshotWhereverItIs() {
        Frame frame = encoder.gapAndSnapshot(GapReason.SLOW, snapshot("c-1", "c-2", "c-3"));

        Frame withoutFirst = frame.without("c-1").orElseThrow();
        Frame withoutLast = withoutFirst.without("c-3").orElseThrow();

        assertThat(text(withoutFirst)).isEqualTo(text(encoder.gapAndSnapshot(GapReason.SLOW, snapshot("c-2", "c-3"))));
        assertThat(text(withoutLast)).isEqualTo(text(encoder.gapAndSnapshot(GapReason.SLOW, snapshot("c-2"))));
        assertThat(text(withoutLast.without("c-2").orElseThrow()))
                .isEqualTo(text(encoder.gapAndSnapshot(GapReason.SLOW, snapshot())));
        assertThat(text(frame.without("c-2").orElseThrow()))
                .isEqualTo(text(encoder.gapAndSnapshot(GapReason.SLOW, snapshot("c-1", "c-3"))));
        assertThat(withoutLast.isRecovery()).isTrue();
        assertThat(withoutLast.events())
                .extracting(event -> new String(event.json(), UTF_8))
                .last()
                .asString()
                .endsWith("}]}");
    }

    @Test
    void frames_keepTheirBytesWhenTheSlabIsFull() {
        List<Frame> frames = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            frames.add(encoder.viewers(CATS, i));
            texts.add("event: viewers\ndata: {\"topic\":\"video:cats\",\"count\":" + i + "}\n\n");
        }

        assertThat(frames.stream().map(Frames::text)).containsExactlyElementsOf(texts);
    }

    @Test
    void frames_largerThanASlabAreWhole() {
        String words = "many words ".repeat(10_000);
        Frame before = encoder.viewers(CATS, 1);
        Frame large = encoder.comments(CATS, List.of(entry(new Comment("c-1", "ann", words, NOON, null, false))));
        Frame after = encoder.viewers(CATS, 2);

        assertThat(text(large)).contains(words).endsWith("}\n\n");
        assertThat(text(before)).endsWith("\"count\":1}\n\n");
        assertThat(text(after)).startsWith("event: ").endsWith("\"count\":2}\n\n");
    }

    @Test
    void snapshot_takesNothingOfASlab() {
        Frame before = encoder.viewers(CATS, 1);
        Frame snapshot = encoder.snapshot(snapshot());
        Frame after = encoder.viewers(CATS, 2);

        long next = before.chunk().memoryAddress() + before.chunk().readableBytes();
        assertThat(snapshot.chunk().isDirect()).isTrue();
        assertThat(snapshot.chunk().memoryAddress()).isNotEqualTo(next);
        assertThat(after.chunk().memoryAddress()).isEqualTo(next);
    }

    @Test
    void bytes_areReadByEachConnectionOnItsOwnAndOutliveEveryRelease() {
        Frame frame = encoder.viewers(CATS, 1);
        String text = text(frame);

        for (int connection = 0; connection < 3; connection++) {
            for (ByteBuf bytes : List.of(frame.bytes(), frame.chunk())) {
                assertThat(bytes.isDirect()).isTrue();
                bytes.skipBytes(bytes.readableBytes());
                bytes.release();
            }
        }

        assertThat(text(frame)).isEqualTo(text);
    }

    /** A chunk without content would end the streams of whoever gets it. */
    @Test
    void frameOfNothing_isNoChunk() {
        assertThat(encoder.gap(ANN, GapReason.SLOW).chunk().readableBytes()).isZero();
        assertThat(encoder.entries(CATS, List.of()).chunk().readableBytes()).isZero();
    }

    private static TopicSnapshot snapshot(String... comments) {
        return new TopicSnapshot(
                CATS,
                LIKES,
                7,
                List.of(comments).stream().map(FrameEncoderTest::comment).toList(),
                null,
                ID);
    }

    private static Comment comment(String id) {
        return new Comment(id, "ann", "hi", NOON, null, false);
    }

    private static Entry entry(EntryBody body) {
        return new Entry(ID.mark().orElseThrow(), "here", NOON, body);
    }
}
