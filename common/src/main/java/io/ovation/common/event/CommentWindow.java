package io.ovation.common.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The latest comments of one topic, in the order in which they were published: what late viewers are shown and what a
 * stream that broke off is resumed from. Each is there once.
 *
 * <p>It is whole while it holds every comment that its topic ever had; then nothing can have been missed that it does
 * not have.
 */
public final class CommentWindow {

    /**
     * By how much the clocks of backends may differ where a stream is resumed from a moment. One that is resumed from a
     * comment needs no clock.
     */
    static final Duration SKEW = Duration.ofSeconds(10);

    private final WindowSettings limits;
    private final Deque<Comment> comments = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();
    private long characters;
    private boolean whole;

    /** Empty, and not known to be whole. */
    public CommentWindow(WindowSettings limits) {
        this.limits = limits;
    }

    /** @return whether it was not there already */
    public boolean add(Comment comment) {
        if (!ids.add(comment.id())) {
            return false;
        }
        comments.addLast(comment);
        characters += size(comment);
        trim(comment.at());
        return true;
    }

    /** Gives a comment that is there the last place. */
    public void moveToEnd(Comment comment) {
        comments.removeIf(known -> known.id().equals(comment.id()));
        comments.addLast(comment);
    }

    /**
     * Takes in comments that were published before all that is there.
     *
     * @return those that were news
     */
    public List<Comment> addBefore(Collection<Comment> earlier, boolean areWhole) {
        List<Comment> news =
                earlier.stream().filter(comment -> !ids.contains(comment.id())).toList();
        List<Comment> later = List.copyOf(comments);
        reset(news, areWhole);
        later.forEach(this::add);
        return news.stream().filter(comment -> ids.contains(comment.id())).toList();
    }

    /**
     * Catches up with another window of the same topic, which goes on longer.
     *
     * @return what was missed, in order; empty if there is no telling, and this is then the same as the other
     */
    public Optional<List<Comment>> catchUp(List<Comment> other, boolean otherIsWhole) {
        int known = lastKnown(other);
        if (known < 0 && !(whole && comments.isEmpty())) {
            reset(other, otherIsWhole);
            return Optional.empty();
        }
        List<Comment> missed = new ArrayList<>(other.subList(known + 1, other.size()));
        addBefore(other.subList(0, known + 1), otherIsWhole || whole);
        missed.removeIf(comment -> !add(comment));
        return Optional.of(missed);
    }

    /**
     * What somebody missed whose stream broke off.
     *
     * @param seen the last that it had; matched exactly if it is a comment that is there, else by its time
     * @return in order, perhaps with some that it had; empty if there may be more than is there
     */
    public Optional<List<Comment>> after(EventId seen, Instant now) {
        List<Comment> missed = new ArrayList<>();
        for (Comment comment : (Iterable<Comment>) comments::descendingIterator) {
            if (EventId.of(comment).equals(seen)) {
                Collections.reverse(missed);
                return Optional.of(missed);
            }
            missed.add(comment);
        }
        return afterMoment(seen.moment(), now);
    }

    public List<Comment> all() {
        return List.copyOf(comments);
    }

    /** The most recent ones, oldest first. */
    public List<Comment> recent() {
        return comments.stream()
                .skip(Math.max(0, comments.size() - limits.recent()))
                .toList();
    }

    public int size() {
        return comments.size();
    }

    /** Whether anything is known of the topic's comments, if only that it has none. */
    public boolean isKnown() {
        return whole || !comments.isEmpty();
    }

    public boolean isWhole() {
        return whole;
    }

    private Optional<List<Comment>> afterMoment(Instant seen, Instant now) {
        Instant from = seen.minus(SKEW);
        boolean unknown = seen.toEpochMilli() == 0 || seen.isAfter(now.plus(SKEW));
        boolean reachesBack =
                whole || (!comments.isEmpty() && !comments.peekFirst().at().isAfter(from));
        if (unknown || !reachesBack) {
            return Optional.empty();
        }
        return Optional.of(
                comments.stream().filter(comment -> comment.at().isAfter(from)).toList());
    }

    private int lastKnown(List<Comment> other) {
        if (!comments.isEmpty()) {
            String last = comments.peekLast().id();
            for (int i = other.size() - 1; i >= 0; i--) {
                if (other.get(i).id().equals(last)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private void reset(Collection<Comment> to, boolean isWhole) {
        comments.clear();
        ids.clear();
        characters = 0;
        whole = isWhole;
        to.forEach(this::add);
    }

    /** The most recent ones stay, however old or long. */
    private void trim(Instant now) {
        while (comments.size() > limits.recent() && isOver(now)) {
            Comment oldest = comments.removeFirst();
            ids.remove(oldest.id());
            characters -= size(oldest);
            whole = false;
        }
    }

    private boolean isOver(Instant now) {
        return comments.size() > limits.comments()
                || characters > limits.characters()
                || comments.peekFirst().at().isBefore(now.minus(limits.age()));
    }

    private static int size(Comment comment) {
        return comment.text().length() + comment.member().length();
    }
}
