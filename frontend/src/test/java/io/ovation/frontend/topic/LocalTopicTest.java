package io.ovation.frontend.topic;

import static io.ovation.frontend.topic.ScriptedTopic.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.EventId;
import io.ovation.common.log.LogRange;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.topic.ScriptedTopic.Joiner;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalTopicTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Duration PACE = Duration.ofMillis(50);

    private final TestLog log = TestLog.of(100);

    // Subscribing and joining

    @Test
    void version_isAnotherOnlyWhenASnapshotShowsSomethingElse() {
        ScriptedTopic script = ScriptedTopic.watched(TestLog.of(5).all());
        long version = script.topic.version();

        script.deliver(new Event.Typing("ann", 5), null);
        assertThat(script.topic.version()).isEqualTo(version);
        script.deliver(new Event.Viewers(7), null);
        assertThat(script.topic.version()).isNotEqualTo(version);
    }

    @Test
    void join_subscribesForTheFirstViewerAndIsAnsweredWhenTheTopicIsKnown() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.of("ann"));
        script.join(Joiner.of("bob"));
        assertThat(script.takeAsked()).containsExactly("subscribe 1");
        assertThat(script.takeReady()).isEmpty();

        script.subscribed(log.all());
        assertThat(script.takeReady()).containsExactly("ann", "bob");

        script.join(Joiner.of("eve"));
        assertThat(script.takeReady()).containsExactly("eve");
        assertThat(script.told).isEmpty();
    }

    @Test
    void join_ofSomebodyWhoLeavesIsNotAnswered() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.of("ann"));
        script.join(Joiner.of("bob"));
        script.leave("ann");

        script.subscribed(log.all());

        assertThat(script.takeReady()).containsExactly("bob");
        assertThat(script.topic.viewers().count()).isEqualTo(1);
    }

    @Test
    void loopThatStartsAnew_hasNobodyWhoWaits() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.of("ann"));
        script.topic.leaveAll(0, 0);

        script.subscribed(log.all());

        assertThat(script.takeReady()).isEmpty();
        assertThat(script.topic.viewers().count()).isZero();
    }

    @Test
    void join_waitsForTheRecentComments_butNotForLong() {
        ScriptedTopic script = new ScriptedTopic(CATS, "recent-comments = 50");
        script.join(Joiner.of("ann"));
        script.subscribed(log.latest(10));
        assertThat(script.takeReady()).isEmpty();
        assertThat(script.takeAsked()).containsExactly("subscribe 1", "fetch before 90 of " + SOURCE);

        script.entries(log.range(60, 90));
        assertThat(script.takeReady()).isEmpty();
        // Urgently.
        assertThat(script.takeAsked()).containsExactly("fetch before 60 of " + SOURCE);
        script.entries(log.range(40, 60));
        assertThat(script.takeReady()).containsExactly("ann");

        ScriptedTopic silent = new ScriptedTopic(CATS, "recent-comments = 50");
        silent.join(Joiner.of("ann"));
        silent.subscribed(log.latest(10));
        silent.pass(Duration.ofMillis(999));
        assertThat(silent.takeReady()).isEmpty();
        silent.pass(Duration.ofMillis(1));
        assertThat(silent.takeReady()).containsExactly("ann");
        assertThat(silent.topic.snapshot().comments()).hasSize(10);
    }

    @Test
    void subscription_isRenewedWithTheMark() {
        ScriptedTopic script = ScriptedTopic.watched(log.latest(60));
        script.entries(log.range(60, 100));

        script.pass(Duration.ofSeconds(10));

        assertThat(script.asked).contains("renew 1 at 100");
    }

    @Test
    void lastViewer_isOutlivedForAWhile() {
        ScriptedTopic script = ScriptedTopic.watched(log.all());
        script.leave("ann");

        script.pass(Duration.ofSeconds(9));
        assertThat(script.takeAsked()).contains("renew 0 at 100").doesNotContain("unsubscribe");
        script.pass(Duration.ofSeconds(1));
        assertThat(script.takeAsked()).endsWith("unsubscribe");
    }

    @Test
    void topicWithoutViewers_tellsNobodyAndKeepsEverything() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));
        script.leave("ann");

        script.entries(log.range(90, 100));
        script.deliver(new Event.Viewers(3), null);

        assertThat(script.told).isEmpty();
        script.join(Joiner.of("bob"));
        assertThat(script.topic.snapshot().viewers()).isEqualTo(3);
        assertThat(script.topic.snapshot().comments()).last().extracting("id").isEqualTo("c-100");
    }

    // A topic whose log nobody tells

    @Test
    void logThatNobodyTells_isNotWaitedForByNewcomers() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.of("ann"));
        script.join(Joiner.resuming("bob", log.id(70)));
        script.subscribed(null, Totals.of("a", Map.of("heart", 3L)), 2);

        assertThat(script.takeReady()).containsExactly("ann");
        assertThat(script.topic.answer(Joiner.of("ann"))).isEqualTo(CatchUpPlan.SNAPSHOT);
        script.pass(Duration.ofSeconds(2));
        assertThat(script.takeReady()).containsExactly("bob");
        assertThat(script.topic.answer(Joiner.resuming("bob", log.id(70))).gap())
                .isEqualTo(GapReason.EXPIRED);
    }

    @Test
    void logThatComesLater_isAGap_becauseSomeOfItMayHaveBeenMissed() {
        ScriptedTopic script = new ScriptedTopic(CATS, "recent-comments = 1");
        script.join(Joiner.of("ann"));
        script.subscribed(null);
        script.entries(log.range(60, 62));
        assertThat(script.takeTold()).isEmpty();

        script.subscribed(log.range(0, 61));

        assertThat(script.takeTold()).containsExactly("gap failover c-62");
    }

    @Test
    void logThatComesLater_andIsEmpty_isASnapshot() {
        ScriptedTopic script = new ScriptedTopic(CATS, "recent-comments = 1");
        script.join(Joiner.of("ann"));
        script.subscribed(null);
        script.entries(log.range(0, 1));

        script.subscribed(log.range(0, 0));

        assertThat(script.takeTold()).containsExactly("comments c-1", "snapshot c-1");
    }

    @Test
    void logThatDoesNotCome_isAskedForAgain() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.of("ann"));
        script.subscribed(null);
        script.takeAsked();

        script.pass(Duration.ofSeconds(10));

        assertThat(script.takeAsked()).containsExactly("subscribe 1");
    }

    // Following

    @Test
    void entries_areToldOnceAndInOrder() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));

        assertThat(script.entries(log.range(90, 91))).isEqualTo(1);
        assertThat(script.entries(log.range(90, 91))).isZero();
        assertThat(script.entries(log.range(89, 92))).isEqualTo(1);

        assertThat(script.takeTold()).containsExactly("comments c-91", "comments c-92");
        assertThat(script.asked).isEmpty();
    }

    @Test
    void hole_isFetchedAtOnceAndWhatWaitedIsTold() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));

        assertThat(script.entries(log.range(92, 94))).isZero();
        assertThat(script.takeAsked()).containsExactly("fetch 90..92 of " + SOURCE);
        assertThat(script.told).isEmpty();

        assertThat(script.entries(log.range(90, 92))).isEqualTo(4);
        assertThat(script.takeTold())
                .containsExactly("comments c-91", "comments c-92", "comments c-93", "comments c-94");
    }

    @Test
    void hole_isAskedForAgainOfWhoeverIsTheTopicsActorNow() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));
        script.entries(log.range(92, 94));
        script.takeAsked();

        script.pass(Duration.ofSeconds(2));

        assertThat(script.takeAsked()).startsWith("fetch 90..92 of null");
    }

    @Test
    void whoeverHasNoTime_isAskedLater() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));
        script.entries(log.range(92, 94));
        script.takeAsked();

        script.busy(Duration.ofSeconds(1));

        script.pass(Duration.ofMillis(900));
        assertThat(script.takeAsked()).isEmpty();
        script.pass(Duration.ofMillis(200));
        assertThat(script.takeAsked()).hasSize(1);
    }

    @Test
    void tail_andTheMarkOfAnEvent_showWhatIsMissing() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));
        script.tail(log.mark(90));
        assertThat(script.takeAsked()).isEmpty();
        script.tail(log.mark(95));
        assertThat(script.takeAsked()).containsExactly("fetch 90..95 of " + SOURCE);

        ScriptedTopic other = ScriptedTopic.watched(log.range(0, 90));
        other.deliver(new Event.Viewers(4), log.mark(92));
        assertThat(other.takeAsked()).containsExactly("fetch 90..92 of " + SOURCE);
        assertThat(other.takeTold()).containsExactly("viewers 4");
    }

    @Test
    void subscribedAgain_bringsWhatWasMissedAsComments() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));

        script.subscribed(log.range(50, 92), Totals.of("a", Map.of("heart", 3L)), 0);

        assertThat(script.takeTold())
                .startsWith("comments c-91", "comments c-92")
                .element(2)
                .asString()
                .startsWith("snapshot");
        script.subscribed(log.range(50, 92), Totals.of("a", Map.of("heart", 3L)), 0);
        assertThat(script.takeTold()).as("no news").isEmpty();
    }

    @Test
    void topicActorThatMoves_isWaitedFor() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));
        script.entries(log.range(92, 93));

        script.pass(Duration.ofSeconds(14));
        assertThat(script.takeAsked()).allMatch(asked -> asked.startsWith("fetch 90..92") || asked.startsWith("renew"));
        script.entries(log.range(90, 92));
        assertThat(script.takeTold()).containsExactly("comments c-91", "comments c-92", "comments c-93");
        script.pass(Duration.ofSeconds(5));
        assertThat(script.takeAsked()).noneMatch(asked -> asked.startsWith("subscribe"));
    }

    @Test
    void topicActorThatIsSilentForTooLong_isSubscribedAnew() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));
        script.entries(log.range(92, 93));
        script.pass(Duration.ofSeconds(16));
        assertThat(script.takeAsked()).contains("subscribe 1");

        // The page reaches back to what is here: nothing is lost.
        script.subscribed(log.range(60, 95));

        assertThat(script.takeTold())
                .containsExactly("comments c-91", "comments c-92", "comments c-93", "comments c-94", "comments c-95");
    }

    @Test
    void topicActorThatIsSilentForTooLong_mayHaveAPageThatDoesNotReachBack() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 50));
        script.entries(log.range(60, 61));
        script.pass(Duration.ofSeconds(16));

        script.subscribed(log.range(95, 100));

        assertThat(script.takeTold()).containsExactly("gap failover c-96 c-97 c-98 c-99 c-100");
        assertThat(script.topic.log().last()).isEqualTo(log.last());
    }

    @Test
    void farBehind_theLatestPageIsTakenWithAGap() {
        TestLog hot = TestLog.of(3_000);
        ScriptedTopic script = ScriptedTopic.watched(hot.range(0, 100));

        script.tail(hot.mark(2_900));
        assertThat(script.takeAsked()).containsExactly("subscribe 1", "fetch 100..2900 of source");
        script.entries(hot.range(2_900, 2_901));
        assertThat(script.takeTold()).isEmpty();

        script.subscribed(hot.range(2_700, 2_900));

        assertThat(script.takeTold())
                .hasSize(1)
                .allMatch(told -> told.startsWith("gap failover") && told.endsWith(" c-2900 c-2901"));
        assertThat(script.topic.log().last()).isEqualTo(hot.mark(2_901));
    }

    @Test
    void farBehind_aPageOfWhoeverIsFurtherBehindIsNotTaken_andAnotherIsAskedFor() {
        TestLog hot = TestLog.of(3_000);
        ScriptedTopic script = ScriptedTopic.watched(hot.range(0, 100));
        script.tail(hot.mark(2_900));
        assertThat(script.takeAsked()).contains("subscribe 1");

        script.subscribed(hot.range(40, 60));

        assertThat(script.takeTold()).isEmpty();
        assertThat(script.topic.log().last()).isEqualTo(hot.mark(100));
        script.pass(Duration.ofSeconds(1));
        assertThat(script.takeAsked()).contains("subscribe 1");
    }

    @Test
    void diverged_theLatestPageIsTakenWithAGap() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));
        TestLog restored = new TestLog("restored").add(95);

        script.tail(restored.mark(95));
        assertThat(script.takeAsked()).containsExactly("fetch 90..95 of " + SOURCE);
        script.diverged(log.mark(80));
        assertThat(script.takeAsked()).isEmpty();
        script.diverged(log.mark(90));
        assertThat(script.takeAsked()).containsExactly("subscribe 1");
        script.subscribed(restored.range(92, 95));

        assertThat(script.takeTold()).containsExactly("gap failover restored-93 restored-94 restored-95");
        script.entries(restored.add(1).range(95, 96));
        assertThat(script.takeTold()).containsExactly("comments restored-96");
        assertThat(script.topic.answer(log.mark(90))).isEqualTo(CatchUpPlan.EXPIRED);
    }

    @Test
    void divergedPast_isNoticedByWhoeverIsAskedForIt() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.of("ann"));
        script.subscribed(log.latest(60));
        assertThat(script.takeAsked()).contains("fetch before 40 of " + SOURCE);

        script.diverged(log.mark(40));

        assertThat(script.takeAsked()).containsExactly("subscribe 1");
    }

    @Test
    void thoseWhoDisagreeAboutTheLog_areAskedAnewOnceASecond() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 90));
        int subscriptions = 0;
        for (int i = 0; i < 30; i++) {
            // The topic's actor has this page still; the store, which it asks for the rest, knows nothing of it.
            script.diverged(log.mark(90));
            if (script.takeAsked().contains("subscribe 1")) {
                subscriptions++;
                script.subscribed(log.range(50, 90));
            }
            script.pass(Duration.ofMillis(100));
        }

        assertThat(subscriptions).isBetween(2, 4);
        assertThat(script.takeTold())
                .allMatch(told -> told.startsWith("gap failover"))
                .hasSizeBetween(2, 4);
    }

    // Gaps

    @Test
    void gap_isToldWithASnapshotAndNotOneByOne() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 50));

        script.entries(log.range(95, 97), true);

        assertThat(script.takeTold()).containsExactly("gap failover c-96 c-97");
        script.entries(log.range(97, 98));
        assertThat(script.takeTold()).containsExactly("comments c-98");
    }

    @Test
    void gaps_areToldOnceASecondWhileTheyKeepComing() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 10));
        for (int i = 0; i < 19; i++) {
            script.entries(log.range(10 + i * 2, 12 + i * 2), true);
            script.pass(Duration.ofMillis(100));
        }

        assertThat(script.takeTold()).hasSize(2).allMatch(told -> told.startsWith("gap failover"));
        script.pass(Duration.ofSeconds(1));
        assertThat(script.takeTold()).hasSize(1).allMatch(told -> told.endsWith(" c-47 c-48"));
        script.pass(Duration.ofSeconds(5));
        assertThat(script.takeTold()).isEmpty();
    }

    @Test
    void whatIsBehindAGapThatHasNotBeenTold_isInItsSnapshot() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 10));
        script.entries(log.range(20, 21), true);
        script.entries(log.range(30, 31), true);
        script.takeTold();

        script.entries(log.range(31, 32));
        assertThat(script.takeTold()).isEmpty();
        script.pass(Duration.ofSeconds(1));

        assertThat(script.takeTold()).containsExactly("gap failover c-31 c-32");
        script.entries(log.range(32, 33));
        assertThat(script.takeTold()).containsExactly("comments c-33");
    }

    @Test
    void gap_isNothingToThoseWhoResumeBehindIt() {
        ScriptedTopic script = ScriptedTopic.watched(log.range(0, 10));
        script.entries(log.range(20, 30), true);

        assertThat(script.topic.answer(Joiner.resuming("bob", log.id(25)))).isEqualTo(CatchUpPlan.replay(log.mark(25)));
        assertThat(script.topic.answer(Joiner.resuming("bob", log.id(5)))).isEqualTo(CatchUpPlan.EXPIRED);
    }

    // Retractions

    @Test
    void retraction_isToldAndItsTextVanishes() {
        TestLog talk = TestLog.of(10);
        ScriptedTopic script = ScriptedTopic.watched(talk.all());
        talk.retract(9);

        script.entries(talk.range(10, 11));

        assertThat(script.takeTold()).containsExactly("retracted c-9");
        assertThat(script.rewritten).isEqualTo(1);
        assertThat(script.topic.snapshot().comments())
                .hasSize(9)
                .extracting("id")
                .doesNotContain("c-9");
    }

    @Test
    void commentThatIsRetractedInTheSameRange_isNotShown() {
        TestLog talk = TestLog.of(10);
        ScriptedTopic script = ScriptedTopic.watched(talk.all());
        talk.add(2);
        talk.retract(11);

        script.entries(talk.range(10, 13));

        assertThat(script.takeTold()).containsExactly("comments c-12", "retracted c-11");
    }

    @Test
    void commentThatComesBehindItsRetraction_isNotShown() {
        TestLog talk = TestLog.of(10);
        ScriptedTopic script = ScriptedTopic.watched(talk.all());
        talk.retract("c-12");
        talk.add(1);

        script.entries(talk.range(10, 11));
        script.entries(talk.range(11, 12));

        assertThat(script.takeTold()).containsExactly("retracted c-12");
    }

    @Test
    void commentThatWaitsForItsSlot_isTakenOut() {
        TestLog talk = TestLog.of(10);
        ScriptedTopic script = new ScriptedTopic(CATS, "comments-per-second = 1");
        script.join(Joiner.of("ann"));
        script.subscribed(talk.all());
        talk.add(6);
        script.entries(talk.range(10, 16));
        assertThat(script.takeTold()).hasSize(5);
        talk.retract(16);

        script.entries(talk.range(16, 17));
        script.pass(Duration.ofSeconds(1));

        assertThat(script.takeTold()).containsExactly("retracted c-16");
    }

    @Test
    void retractions_areNeverPartOfAGapAlone() {
        TestLog talk = TestLog.of(10);
        ScriptedTopic script = ScriptedTopic.watched(talk.all());
        talk.add(20);
        talk.retract(5);
        talk.add(1);

        script.entries(talk.range(25, 32), true);

        assertThat(script.takeTold())
                .hasSize(2)
                .startsWith("retracted c-5 without id")
                .last()
                .asString()
                .startsWith("gap failover c-26");
    }

    @Test
    void retractionBehindAGapThatHasNotBeenTold_isToldWithoutAnId() {
        TestLog talk = TestLog.of(10);
        ScriptedTopic script = ScriptedTopic.watched(talk.all());
        talk.add(20);
        script.entries(talk.range(15, 16), true);
        script.entries(talk.range(20, 21), true);
        script.takeTold();
        talk.retract(5);

        script.entries(talk.range(21, 31));

        assertThat(script.takeTold()).containsExactly("retracted c-5 without id");
    }

    // The past

    @Test
    void past_isFetchedAPageAtATimeUntilTheLogIsWhole() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.of("ann"));
        script.subscribed(log.latest(60));
        assertThat(script.takeAsked()).containsExactly("subscribe 1", "fetch before 40 of " + SOURCE);

        script.entries(log.range(20, 40));
        assertThat(script.takeAsked()).isEmpty();
        script.pass(PACE);
        assertThat(script.takeAsked()).containsExactly("fetch before 20 of " + SOURCE);
        script.entries(log.range(0, 20));
        script.pass(Duration.ofSeconds(5));

        assertThat(script.takeAsked()).isEmpty();
        assertThat(script.told).isEmpty();
        assertThat(script.topic.log().after().position()).isZero();
    }

    @Test
    void past_isFetchedUntilTheWindowIsFull() {
        ScriptedTopic script = new ScriptedTopic(CATS, "recent-comments = 5, history.entries = 30");
        script.join(Joiner.of("ann"));
        script.subscribed(log.latest(20));
        script.entries(log.range(60, 80));
        script.takeAsked();

        script.pass(Duration.ofSeconds(5));

        assertThat(script.takeAsked()).isEmpty();
        assertThat(script.topic.log().after()).isEqualTo(log.mark(70));
    }

    @Test
    void past_isAskedForAgainElsewhereIfNobodyAnswers() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.of("ann"));
        script.subscribed(log.latest(60));
        script.takeAsked();

        script.pass(Duration.ofSeconds(1));

        assertThat(script.takeAsked()).containsExactly("fetch before 40 of null");
    }

    @Test
    void resumption_waitsForItsPlaceWhileThePastIsFetched() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.resuming("ann", log.id(30)));
        script.join(Joiner.resuming("bob", log.id(70)));
        script.subscribed(log.latest(60));
        assertThat(script.takeReady()).containsExactly("bob");

        script.entries(log.range(25, 40));

        assertThat(script.takeReady()).containsExactly("ann");
        assertThat(script.topic.answer(Joiner.resuming("ann", log.id(30)))).isEqualTo(CatchUpPlan.replay(log.mark(30)));
    }

    @Test
    void resumption_whosePlaceDoesNotCome_waitsNotForLong() {
        ScriptedTopic script = new ScriptedTopic(CATS, "");
        script.join(Joiner.resuming("ann", log.id(30)));
        script.subscribed(log.latest(60));

        script.pass(Duration.ofMillis(1_999));
        assertThat(script.takeReady()).isEmpty();
        script.pass(Duration.ofMillis(1));

        assertThat(script.takeReady()).containsExactly("ann");
        assertThat(script.topic.answer(Joiner.resuming("ann", log.id(30)))).isEqualTo(CatchUpPlan.EXPIRED);
    }

    @Test
    void resumption_withNothingMoreToFetchIsAnsweredAtOnce() {
        ScriptedTopic script = ScriptedTopic.watched(log.all());

        script.join(Joiner.resuming("bob", EventId.UNKNOWN));

        assertThat(script.takeReady()).containsExactly("bob");
        assertThat(script.topic.answer(Joiner.resuming("bob", EventId.UNKNOWN))).isEqualTo(CatchUpPlan.EXPIRED);
        assertThat(script.topic.answer(Joiner.resuming("bob", log.id(100)))).isEqualTo(CatchUpPlan.SNAPSHOT);
    }

    @Test
    void viewerThatWatchedUntilTheTopicWasForgotten_isToldOfAGap() {
        ScriptedTopic script = ScriptedTopic.watched(log.all());

        assertThat(script.topic.answer(new Joiner("ann", LastSeen.NOTHING, true)))
                .isEqualTo(CatchUpPlan.LOST);
    }

    @Test
    void viewerWhosePlaceHasLeftTheWindow_isToldOfAGap() {
        ScriptedTopic script = new ScriptedTopic(CATS, "recent-comments = 5, history.entries = 30");
        script.join(Joiner.of("ann"));
        script.subscribed(log.range(0, 30));
        assertThat(script.topic.answer(log.mark(5))).isEqualTo(CatchUpPlan.replay(log.mark(5)));

        script.entries(log.range(30, 50));

        assertThat(script.topic.answer(log.mark(5))).isEqualTo(CatchUpPlan.EXPIRED);
    }

    // Crowds

    @Test
    void crowdedRoom_showsASampleAndEchoesTheRest() {
        ScriptedTopic script = new ScriptedTopic(CATS, "comments-per-second = 1");
        script.join(Joiner.of("ann"));
        script.subscribed(LogRange.empty(log.mark(0)));

        script.entries(log.range(0, 20));
        script.pass(Duration.ofSeconds(1));

        assertThat(script.told).filteredOn(told -> told.startsWith("comments")).hasSizeBetween(5, 6);
        assertThat(script.told)
                .filteredOn(told -> told.startsWith("own") && told.endsWith("ann"))
                .hasSizeGreaterThan(10);
        assertThat(script.told).anyMatch(told -> told.startsWith("sampled"));
        assertThat(script.topic.snapshot().comments()).hasSize(20);
    }

    @Test
    void typingCrowd_isToldAsANumber() {
        ScriptedTopic script = new ScriptedTopic(CATS, "typing-names = 1");
        script.join(Joiner.of("ann"));
        script.subscribed(log.all());

        script.deliver(new Event.Typing("ann", 5), null);
        script.deliver(new Event.Typing("bob", 5), null);
        script.deliver(new Event.Typing("cid", 5), null);

        assertThat(script.takeTold()).containsExactly("typing ann", "typing 2", "typing withheld");
    }

    // Presence

    @Test
    void presence_isToldWhenItChanges() {
        ScriptedTopic script = new ScriptedTopic(Topic.presence("ann"), "");
        script.join(Joiner.resuming("bob", EventId.UNKNOWN));
        script.presence(true);
        assertThat(script.takeReady()).containsExactly("bob");
        assertThat(script.topic.answer(Joiner.resuming("bob", EventId.UNKNOWN))).isEqualTo(CatchUpPlan.SNAPSHOT);

        // The topic has moved: what was so before is no news.
        script.presence(true);
        assertThat(script.takeTold()).isEmpty();
        script.presence(false);
        assertThat(script.takeTold()).containsExactly("snapshot");
        script.pass(Duration.ofSeconds(20));
        assertThat(script.takeAsked()).contains("renew 1").noneMatch(asked -> asked.contains("fetch"));
    }
}
