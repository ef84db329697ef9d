package io.ovation.frontend.crowd;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Retraction;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Judges which comments of a topic's log a replay shows, so that whoever comes back to a crowded room is told no more
 * than those who stayed. Each comment is judged once, by how many were logged around it, so all replays are alike. What
 * is no comment is always shown.
 *
 * <p>The log is taken in from where it began outwards: in its order, and against it for what is fetched later. A token
 * bucket each way.
 */
public final class ReplaySampler {

    private final int perSecond;
    private final NavigableSet<Long> withheld = new TreeSet<>();
    private Bucket forwards;
    private Bucket backwards;

    /** @param perSecond how many comments are shown of those that were logged in a second */
    public ReplaySampler(int perSecond) {
        this.perSecond = perSecond;
        this.forwards = new Bucket(perSecond);
        this.backwards = new Bucket(perSecond);
    }

    /** Forgets everything, and begins with these. */
    public void begin(List<Entry> entries) {
        withheld.clear();
        forwards = new Bucket(perSecond);
        backwards = new Bucket(perSecond);
        prepend(entries);
    }

    /** Those that come next. */
    public void append(List<Entry> entries) {
        entries.forEach(entry -> judge(forwards, entry, entry.loggedAt().toEpochMilli()));
    }

    /** Those that came before. */
    public void prepend(List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            judge(backwards, entry, -entry.loggedAt().toEpochMilli());
        }
    }

    /** Nobody will ask for those up to that position. */
    public void forget(long position) {
        if (!withheld.isEmpty()) {
            withheld.headSet(position, true).clear();
        }
    }

    /** Whether viewers are shown what is at that position; if not, its own member is, and nobody else. */
    public boolean shows(long position) {
        return withheld.isEmpty() || !withheld.contains(position);
    }

    private void judge(Bucket bucket, Entry entry, long millis) {
        if (!entry.body().accept(new Verdict(bucket, millis))) {
            withheld.add(entry.position());
        }
    }

    private record Verdict(Bucket bucket, long millis) implements EntryBody.Visitor<Boolean> {

        @Override
        public Boolean comment(Comment comment) {
            return bucket.take(millis, comment.featured());
        }

        @Override
        public Boolean retraction(Retraction retraction) {
            return true;
        }

        @Override
        public Boolean emptied(Emptied emptied) {
            return true;
        }
    }

    private static final class Bucket {

        private final int perSecond;
        private double places;
        private long atMillis = Long.MIN_VALUE;

        Bucket(int perSecond) {
            this.perSecond = perSecond;
            this.places = (double) CommentSampler.SAVING_SECONDS * perSecond;
        }

        /** Comments of featured members may use what the next second brings; clocks may go back a little. */
        boolean take(long millis, boolean featured) {
            if (millis > atMillis) {
                double more = atMillis == Long.MIN_VALUE ? 0 : (millis - atMillis) * perSecond / 1_000.0;
                places = Math.min((double) CommentSampler.SAVING_SECONDS * perSecond, places + more);
                atMillis = millis;
            }
            boolean shown = places >= (featured ? 1 - perSecond : 1);
            places -= shown ? 1 : 0;
            return shown;
        }
    }
}
