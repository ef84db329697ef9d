package io.ovation.frontend.crowd;

import io.ovation.common.log.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Keeps the comments of one topic readable. Up to a rate every comment is shown at once; above it the comments of each
 * slot of time compete for the places that the rate leaves, and those that win are shown together when it ends.
 *
 * <p>Each comment draws a random number, and the highest win: so each has the same chance, however many come after it
 * (reservoir sampling: Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006, with equal weights).
 * Those of featured members rank above all others. Places that are left free can be had for a while: what comes all at
 * once when a topic has moved is shown whole, unless the room is crowded. All times are {@link System#nanoTime()}.
 */
final class CommentSampler {

    /** By how much a comment of the sample is late at most. */
    static final Duration SLOT = Duration.ofMillis(100);

    /** For how long places can be had later: longer than a topic takes to move when its dispatcher dies. */
    static final int SAVING_SECONDS = 5;

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    /** Where comments go. */
    interface Outlet {

        /** To be shown to every viewer, in this order. */
        void show(List<Entry> comments);

        /** Not in the sample: to be shown to nobody but its own member. */
        void withhold(Entry comment);

        /** How the past second was; as many as there were if everything is shown from now on. */
        void report(int shown, int of);
    }

    private record Ranked(Entry comment, boolean featured, int rank, int arrival) {

        /** The first is the first to go. */
        static final Comparator<Ranked> ORDER = Comparator.comparing(Ranked::featured)
                .thenComparing(Ranked::rank)
                .thenComparing(Ranked::arrival);
    }

    private final int perSecond;
    private final RandomGenerator random;
    private final PriorityQueue<Ranked> slot = new PriorityQueue<>(Ranked.ORDER);
    private double places;
    private long placesAtNanos;
    private boolean sampling;
    private boolean reported;
    private int arrivals;
    private int shown;
    private int withheld;
    private long secondBeganNanos;

    /** @param perSecond how many comments are shown in a second */
    CommentSampler(int perSecond, RandomGenerator random, long nowNanos) {
        this.perSecond = perSecond;
        this.random = random;
        this.places = (double) SAVING_SECONDS * perSecond;
        this.placesAtNanos = nowNanos;
    }

    /** Whether a slot is under way, whose end is to be told. */
    boolean isSampling() {
        return sampling;
    }

    /** @param featured whether it ranks above those that are not */
    void add(Entry comment, boolean featured, long nowNanos, Outlet outlet) {
        refill(nowNanos);
        if (!sampling && places >= 1) {
            places--;
            outlet.show(List.of(comment));
            return;
        }
        if (!sampling) {
            begin(nowNanos);
        }
        slot.add(new Ranked(comment, featured, random.nextInt(), arrivals++));
        withholdPast(perSecond, outlet);
    }

    /** It is taken back: it is neither shown nor withheld. */
    void remove(String id) {
        slot.removeIf(ranked -> ranked.comment().id().equals(id));
    }

    /** To be told once every {@link #SLOT} while it samples. */
    void endSlot(long nowNanos, Outlet outlet) {
        refill(nowNanos);
        withholdPast((int) places, outlet);
        places -= slot.size();
        if (!slot.isEmpty()) {
            List<Ranked> winners = new ArrayList<>(slot);
            winners.sort(Comparator.comparing(Ranked::arrival));
            shown += winners.size();
            outlet.show(winners.stream().map(Ranked::comment).toList());
        }
        slot.clear();
        arrivals = 0;
        if (nowNanos - secondBeganNanos >= SECOND_NANOS) {
            endSecond(nowNanos, outlet);
        }
    }

    private void begin(long nowNanos) {
        sampling = true;
        secondBeganNanos = nowNanos;
        shown = 0;
        withheld = 0;
    }

    private void endSecond(long nowNanos, Outlet outlet) {
        sampling = withheld > 0;
        if (sampling || reported) {
            outlet.report(shown, shown + withheld);
        }
        reported = sampling;
        secondBeganNanos = nowNanos;
        shown = 0;
        withheld = 0;
    }

    private void withholdPast(int size, Outlet outlet) {
        while (slot.size() > size) {
            withheld++;
            outlet.withhold(slot.remove().comment());
        }
    }

    private void refill(long nowNanos) {
        double more = (double) (nowNanos - placesAtNanos) * perSecond / SECOND_NANOS;
        places = Math.min((double) SAVING_SECONDS * perSecond, places + more);
        placesAtNanos = nowNanos;
    }
}
