package io.ovation.loadtest.audience;

import io.ovation.loadtest.audience.AudienceSettings.Liveliness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides what the audience does and when. Independent members who each act at random times are, taken together, one
 * such process with the sum of their rates and a random member each time, so one timer a kind of action will do.
 */
final class Script {

    /** Somebody likes something, some time from now. */
    record Like(int member, String reaction, int count, Duration in) {}

    /** Somebody types for a while, then says something. */
    record Remark(int member, String text, Duration typing) {}

    private static final Duration EXCITEMENT = Duration.ofSeconds(4);
    private static final Duration REACTION_TIME = Duration.ofMillis(1_200);
    private static final Duration SLOWEST_REACTION = Duration.ofSeconds(6);
    private static final int MILLIS_PER_CHARACTER = 80;
    private static final double FAVOURITE_SHARE = 0.6;
    private static final int MOST_LIKES_AT_ONCE = 3;

    private final Liveliness liveliness;
    private final int members;
    private final RandomGenerator random;
    private String lastText = "";

    Script(Liveliness liveliness, int members, RandomGenerator random) {
        this.liveliness = liveliness;
        this.members = members;
        this.random = random;
    }

    Duration untilNextLike() {
        return exponential(liveliness.likeEvery().dividedBy(members));
    }

    Duration untilNextRemark() {
        Duration mean = liveliness.commentEvery().dividedBy(members);
        return exponential(mean.compareTo(liveliness.commentsApart()) < 0 ? liveliness.commentsApart() : mean);
    }

    Duration untilNextMoment() {
        return exponential(liveliness.momentEvery());
    }

    Like nextLike() {
        String reaction =
                random.nextDouble() < FAVOURITE_SHARE ? liveliness.reactions().get(0) : pick(liveliness.reactions());
        return like(reaction, Duration.ZERO);
    }

    /** Something happened: many react in the same way, most of them at once and some a little later. */
    List<Like> moment() {
        String reaction = pick(liveliness.reactions());
        int count = (int) Math.min(liveliness.momentLimit(), Math.ceil(members * liveliness.momentShare()));
        List<Like> likes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Duration in = exponential(REACTION_TIME);
            likes.add(like(reaction, in.compareTo(SLOWEST_REACTION) < 0 ? in : SLOWEST_REACTION));
        }
        return likes;
    }

    /** @param sinceMoment how long ago something happened; people talk about it for a few seconds */
    Remark nextRemark(Duration sinceMoment) {
        List<String> lines = sinceMoment.compareTo(EXCITEMENT) < 0 ? Remarks.EXCITED : Remarks.CALM;
        String text = pick(lines);
        while (text.equals(lastText)) {
            text = pick(lines);
        }
        lastText = text;
        long millis = 1_000 + (long) text.length() * MILLIS_PER_CHARACTER;
        return new Remark(anyMember(), text, Duration.ofMillis((long) (millis * (0.75 + random.nextDouble() / 2))));
    }

    /** When a member joins for the first time. */
    Duration untilJoin() {
        return Duration.ofNanos(
                (long) (random.nextDouble() * liveliness.joinWithin().toNanos()));
    }

    /** @param failures in a row, this one included */
    Duration untilReconnect(int failures) {
        double longest = liveliness.reconnectAfterAtMost().toNanos();
        double mean = Math.min(longest, liveliness.reconnectAfter().toNanos() * Math.pow(2, failures - 1));
        return Duration.ofNanos((long) (mean * (0.5 + random.nextDouble())));
    }

    private Like like(String reaction, Duration in) {
        return new Like(anyMember(), reaction, 1 + random.nextInt(MOST_LIKES_AT_ONCE), in);
    }

    private int anyMember() {
        return random.nextInt(members);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Duration exponential(Duration mean) {
        return Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * mean.toNanos()));
    }
}
