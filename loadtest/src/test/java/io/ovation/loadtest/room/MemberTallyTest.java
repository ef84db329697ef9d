package io.ovation.loadtest.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberTallyTest {

    private static final int RUN = 17;
    private static final int COMMENTS = 11;

    /** Of three members, who say 0, 3, 6, 9; 1, 4, 7, 10; and 2, 5, 8. The first four comments are warm-up. */
    private final Turns turns = new Turns(3, COMMENTS, 4);

    private final LoopTally loop = new LoopTally();
    private final MemberTally member = member(1, true);

    @Test
    void member_missesItsOwnCommentsThatWereAcceptedAndDidNotCome() {
        BitSet accepted = all();
        accepted.clear(7);

        member.onStamp(RUN, 4, 0);

        assertThat(member.missingEchoes(accepted)).as("1 and 10").isEqualTo(2);
        assertThat(member.missingEchoes(all())).as("1, 7 and 10").isEqualTo(3);
    }

    @Test
    void member_missesNothingOfWhatOthersSay() {
        for (int own : new int[] {1, 4, 7, 10}) {
            member.onStamp(RUN, own, 0);
        }

        assertThat(member.missingEchoes(all())).isZero();
        assertThat(loop.echoes()).isEqualTo(4);
    }

    @Test
    void member_countsAnEchoOnce() {
        member.onStamp(RUN, 4, 0);
        member.onStamp(RUN, 4, 0);
        member.onStamp(RUN, 5, 0);

        assertThat(member.repeatedEchoes()).isEqualTo(1);
        assertThat(loop.echoes()).isEqualTo(1);
        assertThat(loop.seen()).isEqualTo(3);
    }

    @Test
    void latencies_areOfAllAndOfOwnCommentsAndNotOfTheWarmUp() {
        member.onStamp(RUN, 1, 0);
        member.onStamp(RUN, 4, 4_000);
        member.onStamp(RUN, 5, 2_000);

        assertThat(loop.all().getTotalCount()).isEqualTo(2);
        assertThat(loop.all().getMaxValue()).isBetween(3_000L, 3_002L);
        assertThat(loop.own().getTotalCount()).isEqualTo(1);
        assertThat(loop.own().getMaxValue()).isBetween(1_000L, 1_001L);
        assertThat(member.seen()).isEqualTo(2);
    }

    @Test
    void untimedMember_isCheckedAllTheSame() {
        MemberTally untimed = member(1, false);
        untimed.onStamp(RUN, 4, 0);

        assertThat(loop.all().getTotalCount()).isZero();
        assertThat(untimed.seen()).isEqualTo(1);
        assertThat(untimed.missingEchoes(all())).isEqualTo(3);
    }

    @Test
    void member_ignoresOtherRunsAndNumbersOutOfBounds() {
        member.onStamp(RUN + 1, 4, 0);
        member.onStamp(RUN, -1, 0);
        member.onStamp(RUN, COMMENTS, 0);

        assertThat(loop.seen()).isZero();
        assertThat(member.seen()).isZero();
    }

    @Test
    void view_isOfAllMembersTogether() {
        MemberTally other = member(2, false);
        MemberTally third = member(0, false);
        member.onStamp(RUN, 4, 0);
        for (int comment = 4; comment < COMMENTS; comment++) {
            other.onStamp(RUN, comment, 0);
        }
        third.onStamp(RUN, 9, 0);
        third.onStamp(RUN, 9, 0);
        third.onSampled();
        member.onSampled();
        member.onGap();

        View view = View.of(List.of(member, other, third), 2, all(), 5);

        // The members of 1, 2 and 0 miss 1, 7, 10; 2; and 0, 3, 6.
        assertThat(view).isEqualTo(new View(1, 3.5, 7, 1, 2, 1, 5));
    }

    private MemberTally member(int number, boolean timed) {
        return new MemberTally(RUN, number, timed, turns, loop, () -> 5_000);
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        all.set(0, COMMENTS);
        return all;
    }
}
