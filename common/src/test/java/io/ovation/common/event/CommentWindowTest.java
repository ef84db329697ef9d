package io.ovation.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommentWindowTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant NOW = START.plusSeconds(1_000);

    private final CommentWindow window = new CommentWindow(new WindowSettings(2, 5, 1_000, Duration.ofSeconds(100)));

    @Test
    void add_takesEachCommentOnce() {
        assertThat(window.add(comment(1))).isTrue();
        assertThat(window.add(comment(1))).isFalse();
        assertThat(window.all()).containsExactly(comment(1));
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void tooMany_pushOutTheOldest() {
        add(1, 2, 3, 4, 5, 6);

        assertThat(window.all()).containsExactly(comments(2, 3, 4, 5, 6));
        assertThat(window.recent()).containsExactly(comments(5, 6));
    }

    @Test
    void tooMuchText_pushesOutTheOldestButNotTheMostRecent() {
        window.add(comment(1));
        window.add(longComment(2));
        window.add(longComment(3));
        window.add(longComment(4));

        assertThat(window.all()).containsExactly(longComment(3), longComment(4));
    }

    @Test
    void oldComments_goWhenALaterOneComesButTheMostRecentStay() {
        add(1, 2, 3, 400);

        assertThat(window.all()).containsExactly(comments(3, 400));
    }

    @Test
    void whatWasPushedOut_isNewsAgain() {
        add(1, 2, 3, 400);

        assertThat(window.add(comment(1))).isTrue();
    }

    @Test
    void addBefore_putsWhatIsNewsFirst() {
        add(3, 4);

        assertThat(window.addBefore(List.of(comments(1, 2, 3)), true)).containsExactly(comments(1, 2));
        assertThat(window.all()).containsExactly(comments(1, 2, 3, 4));
        assertThat(window.isWhole()).isTrue();
    }

    @Test
    void window_isWholeUntilSomethingIsPushedOut() {
        window.addBefore(List.of(comments(1, 2, 3, 4, 5)), true);
        assertThat(window.isWhole()).isTrue();

        add(6);
        assertThat(window.isWhole()).isFalse();
    }

    @Test
    void moveToEnd_givesTheLastPlace() {
        add(1, 2, 3);

        window.moveToEnd(comment(1));

        assertThat(window.all()).containsExactly(comments(2, 3, 1));
    }

    @Test
    void catchUp_tellsWhatFollowsTheLastThatIsKnown() {
        add(2, 3);

        assertThat(window.catchUp(List.of(comments(1, 2, 3, 4, 5)), false)).contains(List.of(comments(4, 5)));
        assertThat(window.all()).containsExactly(comments(1, 2, 3, 4, 5));
    }

    @Test
    void catchUp_cannotTellWhatFollowsSomethingUnknown() {
        add(1, 2);

        assertThat(window.catchUp(List.of(comments(4, 5)), true)).isEmpty();
        assertThat(window.all()).containsExactly(comments(4, 5));
        assertThat(window.isWhole()).isTrue();
    }

    @Test
    void catchUp_ofAWholeAndEmptyWindow_missedEverything() {
        window.catchUp(List.of(), true);

        assertThat(window.catchUp(List.of(comments(1, 2)), true)).contains(List.of(comments(1, 2)));
    }

    @Test
    void catchUp_ofAWindowThatNeverKnewAnything_cannotTell() {
        assertThat(window.catchUp(List.of(comments(1, 2)), true)).isEmpty();
        assertThat(window.all()).containsExactly(comments(1, 2));
    }

    @Test
    void after_aCommentThatIsThere_isExact() {
        add(1, 2, 3);

        assertThat(window.after(EventId.of(comment(1)), NOW)).contains(List.of(comments(2, 3)));
        assertThat(window.after(EventId.of(comment(3)), NOW)).contains(List.of());
    }

    @Test
    void after_aMoment_goesBackByTheSkewOfClocks() {
        add(1, 30, 50);

        assertThat(window.after(EventId.at(START.plusSeconds(45)), NOW)).contains(List.of(comments(50)));
        assertThat(window.after(EventId.at(START.plusSeconds(39)), NOW)).contains(List.of(comments(30, 50)));
    }

    @Test
    void after_somethingOlderThanTheWindow_cannotBeTold() {
        add(20, 21);

        assertThat(window.after(EventId.of(comment(1)), NOW)).isEmpty();
        assertThat(window.after(EventId.at(START.plusSeconds(29)), NOW)).isEmpty();
        assertThat(window.after(EventId.at(START.plusSeconds(30)), NOW)).contains(List.of(comments(21)));
    }

    @Test
    void after_anything_isEverythingIfTheWindowIsWhole() {
        window.addBefore(List.of(comments(20, 21)), true);

        assertThat(window.after(EventId.at(START), NOW)).contains(List.of(comments(20, 21)));
    }

    @Test
    void after_noneOrTheFuture_cannotBeTold() {
        window.addBefore(List.of(comments(20, 21)), true);

        assertThat(window.after(EventId.NONE, NOW)).isEmpty();
        assertThat(window.after(EventId.at(NOW.plusSeconds(11)), NOW)).isEmpty();
    }

    private void add(int... seconds) {
        for (Comment comment : comments(seconds)) {
            window.add(comment);
        }
    }

    private static Comment[] comments(int... seconds) {
        return IntStream.of(seconds).mapToObj(CommentWindowTest::comment).toArray(Comment[]::new);
    }

    private static Comment comment(int second) {
        return new Comment("id" + second, "ann", "text", START.plusSeconds(second), null);
    }

    private static Comment longComment(int second) {
        return new Comment("id" + second, "ann", "x".repeat(450), START.plusSeconds(second), null);
    }
}
