package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameEncoderTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.250Z");
    private static final Totals TOTALS =
            Totals.of("a", Map.of("heart", 40L, "clap", 1L)).merge(Totals.of("b", Map.of("heart", 2L)));

    private final FrameEncoder encoder = new FrameEncoder(InstantSource.fixed(NOON));

    @Test
    void comments_areOneFrameInTheirOrder() {
        Comment first = new Comment("c-1", "ann", "hi", NOON, null);
        Comment second = new Comment("c-2", "bob", "ho", NOON, null, true);

        assertThat(text(encoder.comments(CATS, List.of(first, second))))
                .isEqualTo(
                        text(encoder.comments(CATS, List.of(first))) + text(encoder.comments(CATS, List.of(second))));
        assertThat(text(encoder.comments(CATS, List.of(second)))).contains("\"featured\":true");
    }

    @Test
    void ownComment_isNothingToResumeFrom() {
        Comment comment = new Comment("c-1", "ann", "hi", NOON, null);

        assertThat(text(encoder.ownComment(CATS, comment)))
                .startsWith("event: comment\ndata: {\"topic\":\"video:cats\",\"id\":\"c-1\"");
    }

    @Test
    void sampled_saysHowManyOfHowMany() {
        assertThat(text(encoder.sampled(CATS, 30, 2_000)))
                .isEqualTo("event: sampled\ndata: {\"topic\":\"video:cats\",\"shown\":30,\"of\":2000}\n\n");
    }

    @Test
    void typing_ofACrowdHasACountAndNoMember() {
        assertThat(text(encoder.typing(CATS, 17, 5)))
                .isEqualTo("event: typing\ndata: {\"topic\":\"video:cats\",\"count\":17,\"expiresInSeconds\":5}\n\n");
    }

    @Test
    void event_writesLikesWithTheSumOfAllDataCentres() {
        Event likes = new Event.Likes(
                new TreeMap<>(Map.of("heart", 3L, "clap", 1L)), Totals.of("a", Map.of("heart", 40L)), 12.5);

        assertThat(text(encoder.event(CATS, likes, TOTALS))).isEqualTo("""
                event: likes
                data: {"topic":"video:cats","added":{"clap":1,"heart":3},"total":{"clap":1,"heart":42},"mediaTime":12.5}

                """);
    }

    @Test
    void event_leavesOutAnUnknownMediaTime() {
        Event likes = new Event.Likes(Map.of("heart", 3L), Totals.of("a", Map.of("heart", 40L)), null);
        Comment comment = new Comment("c-1", "ann", "hi", NOON, null);

        assertThat(text(encoder.event(CATS, likes, TOTALS))).doesNotContain("mediaTime");
        assertThat(text(encoder.comments(CATS, List.of(comment)))).doesNotContain("mediaTime");
    }

    @Test
    void event_writesACommentOnOneLineWhateverItSays() {
        Comment comment = new Comment("c-1", "ann", "\"hi\"\n\ndata: ü\r\0", NOON, 7.0);

        assertThat(text(encoder.comments(CATS, List.of(comment)))).isEqualTo("""
                id: %s
                event: comment
                data: {"topic":"video:cats","id":"c-1","member":"ann","text":"\\"hi\\"\\n\\ndata: ü\\r\\u0000","at":"2026-01-01T12:00:00.250Z","mediaTime":7.0}

                """.formatted(EventId.of(comment)));
    }

    @Test
    void event_writesTyping() {
        Topic talk = Topic.conversation("talk");

        assertThat(text(encoder.event(talk, new Event.Typing("ann", 6), TOTALS)))
                .isEqualTo("""
                event: typing
                data: {"topic":"conversation:talk","member":"ann","expiresInSeconds":6}

                """);
    }

    @Test
    void event_writesViewers() {
        assertThat(text(encoder.event(CATS, new Event.Viewers(1_234), TOTALS))).isEqualTo("""
                event: viewers
                data: {"topic":"video:cats","count":1234}

                """);
    }

    @Test
    void snapshot_writesTotalsViewersAndCommentsUnderTheIdOfTheLatestComment() {
        Comment comment = new Comment("c-1", "ann", "hi", NOON, null);
        Snapshot snapshot = new Snapshot(TOTALS, 7, List.of(comment), true);

        assertThat(text(encoder.snapshot(CATS, snapshot))).isEqualTo("""
                id: %s
                event: snapshot
                data: {"topic":"video:cats","likes":{"clap":1,"heart":42},"viewers":7,"comments":[{"id":"c-1","member":"ann","text":"hi","at":"2026-01-01T12:00:00.250Z"}]}

                """.formatted(EventId.of(comment)));
    }

    @Test
    void snapshot_withoutCommentsHasTheIdOfItsMoment() {
        assertThat(text(encoder.snapshot(CATS, Snapshot.EMPTY))).isEqualTo("""
                id: %s
                event: snapshot
                data: {"topic":"video:cats","likes":{},"viewers":0,"comments":[]}

                """.formatted(EventId.at(NOON)));
    }

    @Test
    void gapAndSnapshot_writesBothAsOneFrame() {
        assertThat(text(encoder.gapAndSnapshot(CATS, "slow", Snapshot.EMPTY)))
                .isEqualTo("""
                event: gap
                data: {"topic":"video:cats","reason":"slow"}

                id: %s
                event: snapshot
                data: {"topic":"video:cats","likes":{},"viewers":0,"comments":[]}

                """.formatted(EventId.at(NOON)));
    }

    @Test
    void replayAndSnapshot_writesTheCommentsFirst() {
        Comment missed = new Comment("c-1", "ann", "hi", NOON, null);

        String text = text(encoder.replayAndSnapshot(CATS, List.of(missed, missed), Snapshot.EMPTY));

        assertThat(text)
                .isEqualTo(text(encoder.comments(CATS, List.of(missed))).repeat(2)
                        + text(encoder.snapshot(CATS, Snapshot.EMPTY)));
    }

    @Test
    void frames_keepTheirBytesWhenTheSlabIsFull() {
        List<Frame> frames = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Frame frame = encoder.event(CATS, new Event.Viewers(i), TOTALS);
            frames.add(frame);
            texts.add("event: viewers\ndata: {\"topic\":\"video:cats\",\"count\":" + i + "}\n\n");
        }

        assertThat(frames.stream().map(FrameEncoderTest::text)).containsExactlyElementsOf(texts);
    }

    @Test
    void frames_largerThanASlabAreWhole() {
        String words = "many words ".repeat(10_000);
        Comment comment = new Comment("c-1", "ann", words, NOON, null);
        Frame before = encoder.event(CATS, new Event.Viewers(1), TOTALS);
        Frame large = encoder.comments(CATS, List.of(comment));
        Frame after = encoder.event(CATS, new Event.Viewers(2), TOTALS);

        assertThat(text(large)).contains(words).endsWith("}\n\n");
        assertThat(text(before)).endsWith("\"count\":1}\n\n");
        assertThat(text(after)).startsWith("event: ").endsWith("\"count\":2}\n\n");
    }

    @Test
    void snapshot_takesNothingOfASlab() {
        Frame before = encoder.event(CATS, new Event.Viewers(1), TOTALS);
        Frame snapshot = encoder.snapshot(CATS, Snapshot.EMPTY);
        Frame after = encoder.event(CATS, new Event.Viewers(2), TOTALS);

        long next = before.bytes().memoryAddress() + before.length();
        assertThat(snapshot.bytes().isDirect()).isTrue();
        assertThat(snapshot.bytes().memoryAddress()).isNotEqualTo(next);
        assertThat(after.bytes().memoryAddress()).isEqualTo(next);
    }

    @Test
    void recoveries_areThoseThatTellOfAGap() {
        Comment comment = new Comment("c-1", "ann", "hi", NOON, null);

        assertThat(encoder.gapAndSnapshot(CATS, "slow", Snapshot.EMPTY).isRecovery())
                .isTrue();
        assertThat(List.of(
                        encoder.snapshot(CATS, Snapshot.EMPTY),
                        encoder.replayAndSnapshot(CATS, List.of(comment), Snapshot.EMPTY),
                        encoder.comments(CATS, List.of(comment))))
                .noneMatch(Frame::isRecovery);
    }

    @Test
    void bytes_areReadByEachConnectionOnItsOwnAndOutliveEveryRelease() {
        Frame frame = encoder.event(CATS, new Event.Viewers(1), TOTALS);
        String text = text(frame);

        for (int connection = 0; connection < 3; connection++) {
            var bytes = frame.bytes();
            assertThat(bytes.isDirect()).isTrue();
            bytes.skipBytes(bytes.readableBytes());
            bytes.release();
        }

        assertThat(text(frame)).isEqualTo(text);
    }

    private static String text(Frame frame) {
        return frame.bytes().toString(UTF_8);
    }
}
