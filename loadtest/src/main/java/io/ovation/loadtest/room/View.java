package io.ovation.loadtest.room;

import java.util.BitSet;
import java.util.List;

/**
 * What the viewers of the room saw.
 *
 * @param medianPerSecond comments that half of the viewers saw no more of in a second, own ones included
 * @param maxPerSecond those of the viewer who saw most
 * @param missingEchoes accepted comments, warm-up included, that their own member did not see
 * @param repeatedEchoes comments that their own member saw again
 * @param sampled times that a viewer was told that it sees a sample
 * @param gaps events of a stream that admit a loss
 */
record View(
        double medianPerSecond,
        double maxPerSecond,
        long missingEchoes,
        long repeatedEchoes,
        long sampled,
        long gaps,
        int disconnected) {

    static View of(List<MemberTally> members, double seconds, BitSet accepted, int disconnected) {
        int[] seen = members.stream().mapToInt(MemberTally::seen).sorted().toArray();
        return new View(
                seen[(seen.length - 1) / 2] / seconds,
                seen[seen.length - 1] / seconds,
                members.stream()
                        .mapToLong(member -> member.missingEchoes(accepted))
                        .sum(),
                members.stream().mapToLong(MemberTally::repeatedEchoes).sum(),
                members.stream().mapToLong(MemberTally::sampled).sum(),
                members.stream().mapToLong(MemberTally::gaps).sum(),
                disconnected);
    }
}
