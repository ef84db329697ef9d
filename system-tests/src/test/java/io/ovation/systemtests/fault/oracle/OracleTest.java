package io.ovation.systemtests.fault.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.http.Json;
import io.ovation.systemtests.fault.oracle.Violation.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The oracle goes red for every kind of broken promise, and for nothing else. */
class OracleTest {

    private static final String TOPIC = "video:42";
    private static final int COMMENTS = 6;

    private final Ledger ledger = new Ledger();
    private final Witness viewer = new Witness("grace", "default", Set.of(TOPIC));
    private final List<Comment> stored = new ArrayList<>();
    private int viewersCounted = 1;
    private long likesCounted = 2;

    @BeforeEach
    void publish() {
        for (int sequence = 0; sequence < COMMENTS; sequence++) {
            ledger.commentAcknowledged(
                    TOPIC, comment(sequence), Duration.ofSeconds(sequence).toNanos());
            stored.add(comment(sequence));
        }
        ledger.likeAcknowledged(TOPIC);
        ledger.likeAcknowledged(TOPIC);
        ledger.likeInDoubt(TOPIC);
        tell("open", "{}");
        snapshot();
        tell("likes", "{'topic':'video:42','added':{'heart':2},'total':{'heart':2}}");
    }

    @Test
    void everythingSeenInOrder_isClean() {
        comments(0, 1, 2, 3, 4, 5);

        assertThat(judge().violations()).isEmpty();
        assertThat(judge().figures().deliveries()).isEqualTo(COMMENTS);
        judge().assertClean();
    }

    @Test
    void repetitionsAfterAResume_areClean() {
        comments(0, 1, 2, 1, 2, 3, 4, 5);
        snapshot(3, 4, 5);

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void missingComment_isLost() {
        comments(0, 1, 3, 4, 5);

        assertViolations(Kind.LOST);
        assertThat(judge().report()).contains("LOST: 1", "grace, video:42", "sequence=2");
        assertThatThrownBy(() -> judge().assertClean())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("LOST");
    }

    @Test
    void missingEnd_isLost() {
        comments(0, 1, 2, 3);

        assertViolations(Kind.LOST, Kind.LOST);
    }

    @Test
    void missingCommentsWhereAGapIsAnnounced_areExcused() {
        comments(0, 1);
        gap();
        snapshot(4);
        comments(5);

        assertThat(judge().violations()).isEmpty();
        assertThat(judge().figures().excused()).isEqualTo(2);
        assertThat(judge().figures().gaps()).isEqualTo(1);
    }

    @Test
    void gapElsewhere_excusesNothing() {
        comments(0, 2, 3);
        gap();
        comments(4, 5);

        assertViolations(Kind.LOST);
    }

    @Test
    void commentFromASnapshotAfterAGap_isClean() {
        comments(0, 1);
        gap();
        snapshot(0, 1, 2, 3);
        comments(4, 5);

        assertThat(judge().violations()).isEmpty();
        assertThat(judge().figures().excused()).isZero();
    }

    @Test
    void commentFromASnapshotWithoutAGap_isAnUnflaggedGap() {
        comments(0, 1);
        snapshot(0, 1, 2, 3);
        comments(4, 5);

        assertViolations(Kind.UNFLAGGED_GAP, Kind.UNFLAGGED_GAP);
    }

    @Test
    void snapshotThatIsMerelyQuickerThanTheEvent_isClean() {
        comments(0, 1);
        snapshot(1, 2);
        comments(2, 3, 4, 5);

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void laterCommentBeforeAnEarlierOne_isReordered() {
        comments(0, 2, 1, 3, 4, 5);

        assertViolations(Kind.REORDERED, Kind.NOT_LOG_ORDER);
    }

    @Test
    void commentsOfDifferentMembers_haveTheOrderOfTheLog() {
        Comment grace = new Comment("grace-0", "grace", 0);
        ledger.commentAcknowledged(TOPIC, grace, 0);
        stored.add(grace);
        comments(0, 1, 2, 3, 4, 5);
        tell("comment", json(grace));
        assertThat(judge().violations()).isEmpty();

        stored.remove(grace);
        stored.add(0, grace);
        assertViolations(Kind.NOT_LOG_ORDER);
    }

    @Test
    void retractedComment_isExpectedOfNobody() {
        ledger.retractionAcknowledged(TOPIC, "id-2");
        stored.remove(2);
        comments(0, 1, 3, 4, 5);

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void missingCommentThatMayBeRetracted_isClean() {
        ledger.retractionInDoubt(TOPIC, "id-2");
        comments(0, 1, 3, 4, 5);

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void missingCommentWhoseRetractionWasRefused_isLost() {
        ledger.retractionInDoubt(TOPIC, "id-2");
        ledger.retractionRefused(TOPIC, "id-2");
        comments(0, 1, 3, 4, 5);

        assertViolations(Kind.LOST);
    }

    @Test
    void missingCommentOfWhichOneOfTwoRetractionsWasRefused_isClean() {
        ledger.retractionInDoubt(TOPIC, "id-2");
        ledger.retractionInDoubt(TOPIC, "id-2");
        ledger.retractionRefused(TOPIC, "id-2");
        comments(0, 1, 3, 4, 5);

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void retractedCommentThatTheStoreShows_isShown() {
        comments(0, 1, 2, 3, 4, 5);
        ledger.retractionAcknowledged(TOPIC, "id-2");
        retracted(2);

        assertViolations(Kind.RETRACTED_SHOWN);
    }

    @Test
    void viewerWhoIsNotToldOfARetraction_isNotForgotten() {
        comments(0, 1, 2, 3, 4, 5);
        ledger.retractionAcknowledged(TOPIC, "id-2");
        stored.remove(2);

        assertViolations(Kind.NOT_RETRACTED);
    }

    @Test
    void retractionThatLiesInAGap_isExcused() {
        comments(0, 1, 2);
        gap();
        comments(3, 4, 5);
        ledger.retractionAcknowledged(TOPIC, "id-2");
        stored.remove(2);

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void commentThatIsSentAfterItsRetraction_isShown() {
        comments(0, 1, 2);
        ledger.retractionAcknowledged(TOPIC, "id-2");
        stored.remove(2);
        retracted(2);
        comments(2, 3, 4, 5);

        assertViolations(Kind.RETRACTED_SHOWN);
    }

    @Test
    void sameCommentUnderASecondId_isUnknown() {
        comments(0, 1, 2, 3, 4, 5);
        tell("comment", json(new Comment("another", "ada", 5)));

        assertViolations(Kind.UNKNOWN_COMMENT);
    }

    @Test
    void commentInDoubt_mayBeSeen() {
        ledger.commentInDoubt(TOPIC, "ada", COMMENTS);
        comments(0, 1, 2, 3, 4, 5);
        tell("comment", json(comment(COMMENTS)));

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void acknowledgedCommentThatTheStoreHasNot_isNotStored() {
        comments(0, 1, 2, 3, 4, 5);
        stored.remove(3);

        assertViolations(Kind.NOT_STORED);
    }

    @Test
    void likesInDoubt_mayCount() {
        comments(0, 1, 2, 3, 4, 5);
        likesCounted = 3;
        tell("likes", "{'topic':'video:42','added':{'heart':1},'total':{'heart':3}}");

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void fewerOrMoreLikesThanThereCanBe_areMiscounted() {
        comments(0, 1, 2, 3, 4, 5);
        likesCounted = 1;
        assertViolations(Kind.MISCOUNTED_LIKES, Kind.WRONG_TOTAL);
        likesCounted = 4;
        assertViolations(Kind.MISCOUNTED_LIKES, Kind.WRONG_TOTAL);
    }

    @Test
    void viewerWhoMissesALike_hasAWrongTotal() {
        comments(0, 1, 2, 3, 4, 5);
        likesCounted = 3;

        assertViolations(Kind.WRONG_TOTAL);
    }

    @Test
    void olderTotal_isNoTotal() {
        comments(0, 1, 2, 3, 4, 5);
        tell("likes", "{'topic':'video:42','added':{'heart':1},'total':{'heart':1}}");

        assertThat(judge().violations()).isEmpty();
    }

    @Test
    void viewerWhoIsGoneAndStillCounted_isAStaleSubscription() {
        comments(0, 1, 2, 3, 4, 5);
        viewersCounted = 2;

        assertViolations(Kind.STALE_SUBSCRIPTION);
    }

    @Test
    void longestWait_isFromAcknowledgementToReceipt() {
        comments(0, 1, 2, 3, 4);
        viewer.onEvent(
                "",
                "comment",
                Json.read(bytes(json(comment(5)))),
                Duration.ofSeconds(9).toNanos());

        assertThat(judge().figures().worstDelay()).isEqualTo(Duration.ofSeconds(4));
    }

    private void assertViolations(Kind... kinds) {
        assertThat(judge().violations()).extracting(Violation::kind).containsExactlyInAnyOrder(kinds);
    }

    private Verdict judge() {
        StoredVideo video = new StoredVideo("default", TOPIC, Map.of("heart", likesCounted), stored, viewersCounted);
        return Oracle.judge(ledger, List.of(viewer), List.of(video));
    }

    private static Comment comment(int sequence) {
        return new Comment("id-" + sequence, "ada", sequence);
    }

    private void comments(int... sequences) {
        IntStream.of(sequences).forEach(sequence -> tell("comment", json(comment(sequence))));
    }

    private void snapshot(int... sequences) {
        List<String> comments = IntStream.of(sequences)
                .mapToObj(sequence -> json(comment(sequence)))
                .toList();
        tell("snapshot", "{'topic':'video:42','likes':{},'viewers':1,'comments':" + comments + "}");
    }

    private void gap() {
        tell("gap", "{'topic':'video:42','reason':'expired'}");
    }

    private void retracted(int sequence) {
        tell(
                "retracted",
                "{'topic':'video:42','id':'%s'}".formatted(comment(sequence).id()));
    }

    private static String json(Comment comment) {
        return "{'topic':'video:42','id':'%s','member':'%s','text':'%d'}"
                .formatted(comment.id(), comment.member(), comment.sequence());
    }

    private void tell(String event, String data) {
        viewer.onEvent("", event, Json.read(bytes(data)), 0);
    }

    private static byte[] bytes(String data) {
        return data.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
