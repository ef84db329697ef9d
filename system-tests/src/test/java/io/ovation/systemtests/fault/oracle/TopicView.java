package io.ovation.systemtests.fault.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one viewer has seen of one topic, over all its streams, with repetitions dropped by comment id.
 *
 * <p>A snapshot may teach a viewer comments when it joins, and after a gap. A comment that only another snapshot told
 * of is a hole that nobody announced.
 */
final class TopicView {

    /** How a viewer first learned of a comment. */
    enum Source {
        EVENT,
        SNAPSHOT,
        SNAPSHOT_WITHOUT_GAP
    }

    /** @param position among all that happened on this topic, for this viewer */
    record Sighting(Comment comment, Source source, int position, long atNanos) {}

    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private final List<Integer> gaps = new ArrayList<>();
    private final Map<String, Long> totals = new LinkedHashMap<>();
    private final Set<String> told = new LinkedHashSet<>();
    private final Set<String> retracted = new HashSet<>();
    private final Set<String> shownAfterRetraction = new LinkedHashSet<>();
    private boolean mayLearnFromSnapshot = true;
    private int snapshots;
    private int position;

    /** A stream that does not resume: what comes is new. */
    void onFreshStream() {
        mayLearnFromSnapshot = true;
    }

    void onComment(Comment comment, long atNanos) {
        position++;
        checkRetracted(comment);
        Sighting known = sightings.get(comment.id());
        if (known == null || known.source() == Source.SNAPSHOT_WITHOUT_GAP) {
            told.add(comment.id());
        }
        if (known == null) {
            sightings.put(comment.id(), new Sighting(comment, Source.EVENT, position, atNanos));
        } else if (known.source() == Source.SNAPSHOT_WITHOUT_GAP) {
            // The snapshot was merely quicker than the event.
            sightings.put(comment.id(), new Sighting(comment, Source.EVENT, known.position(), atNanos));
        }
    }

    void onSnapshot(List<Comment> comments, Map<String, Long> likes, long atNanos) {
        Source source = mayLearnFromSnapshot ? Source.SNAPSHOT : Source.SNAPSHOT_WITHOUT_GAP;
        for (Comment comment : comments) {
            position++;
            checkRetracted(comment);
            sightings.putIfAbsent(comment.id(), new Sighting(comment, source, position, atNanos));
        }
        mayLearnFromSnapshot = false;
        snapshots++;
        onTotals(likes);
    }

    void onGap() {
        gaps.add(++position);
        mayLearnFromSnapshot = true;
    }

    void onRetracted(String id) {
        position++;
        retracted.add(id);
    }

    private void checkRetracted(Comment comment) {
        if (retracted.contains(comment.id())) {
            shownAfterRetraction.add(comment.id());
        }
    }

    /** Totals never fall: a smaller one is older. */
    void onTotals(Map<String, Long> likes) {
        likes.forEach((reaction, total) -> totals.merge(reaction, total, Math::max));
    }

    /** By comment id, in the order of first sight. */
    Map<String, Sighting> sightings() {
        return sightings;
    }

    /** The ids of the comments that events told of before any snapshot that may, in that order. */
    Set<String> told() {
        return told;
    }

    /** The ids of comments that it was told are retracted. */
    Set<String> retracted() {
        return retracted;
    }

    /** The ids of comments whose text it was sent although it had been told that they are retracted. */
    Set<String> shownAfterRetraction() {
        return shownAfterRetraction;
    }

    /** Whether a gap was announced between two positions. */
    boolean hasGapBetween(int before, int after) {
        return gaps.stream().anyMatch(gap -> before < gap && gap < after);
    }

    int gaps() {
        return gaps.size();
    }

    int snapshots() {
        return snapshots;
    }

    Map<String, Long> totals() {
        return totals;
    }
}
