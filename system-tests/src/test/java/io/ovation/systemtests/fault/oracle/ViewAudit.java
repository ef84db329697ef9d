package io.ovation.systemtests.fault.oracle;

import io.ovation.systemtests.fault.oracle.TopicView.Sighting;
import io.ovation.systemtests.fault.oracle.TopicView.Source;
import io.ovation.systemtests.fault.oracle.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares one viewer's sight of one topic with what was acknowledged there. */
final class ViewAudit {

    private final String who;
    private final TopicView view;
    private final List<Violation> violations = new ArrayList<>();
    private final int deliveries;
    private final int gaps;
    private long excused;
    private long worstDelayNanos;

    private ViewAudit(String who, TopicView view) {
        this.who = who;
        this.view = view;
        deliveries = view.sightings().size();
        gaps = view.gaps();
    }

    static ViewAudit of(String viewer, String topic, TopicView view, Ledger ledger) {
        ViewAudit audit = new ViewAudit(viewer + ", " + topic, view);
        List<Acknowledged> acknowledged = ledger.comments(topic);
        audit.checkForeign(topic, acknowledged, ledger);
        audit.checkOrder();
        audit.checkRetractions(ledger.retracted(topic));
        acknowledged.stream()
                .filter(each -> !ledger.mayBeRetracted(topic, each.comment().id()))
                .collect(Collectors.groupingBy(each -> each.comment().member()))
                .values()
                .forEach(audit::checkCompleteness);
        return audit;
    }

    private void checkForeign(String topic, List<Acknowledged> acknowledged, Ledger ledger) {
        Set<String> known =
                acknowledged.stream().map(each -> each.comment().id()).collect(Collectors.toSet());
        for (Sighting sighting : view.sightings().values()) {
            Comment comment = sighting.comment();
            if (!known.contains(comment.id()) && !ledger.isInDoubt(topic, comment)) {
                report(Kind.UNKNOWN_COMMENT, comment);
            }
        }
    }

    private void checkOrder() {
        Map<String, Integer> latest = new HashMap<>();
        for (Sighting sighting : view.sightings().values()) {
            Comment comment = sighting.comment();
            int before = latest.merge(comment.member(), comment.sequence(), Math::max);
            if (before > comment.sequence()) {
                report(Kind.REORDERED, comment);
            }
        }
    }

    private void checkRetractions(Set<String> retracted) {
        for (String id : retracted) {
            Sighting sighting = view.sightings().get(id);
            boolean unaware = sighting != null && !view.retracted().contains(id);
            if (unaware && !view.hasGapBetween(sighting.position(), Integer.MAX_VALUE)) {
                report(Kind.NOT_RETRACTED, sighting.comment());
            }
        }
        view.shownAfterRetraction()
                .forEach(id ->
                        report(Kind.RETRACTED_SHOWN, view.sightings().get(id).comment()));
    }

    /** @param written by one member, in order */
    private void checkCompleteness(List<Acknowledged> written) {
        int[] next = positionsOfNextSeen(written);
        int previous = 0;
        for (int i = 0; i < written.size(); i++) {
            Acknowledged acknowledged = written.get(i);
            Sighting sighting = view.sightings().get(acknowledged.comment().id());
            boolean isHole = sighting == null || sighting.source() == Source.SNAPSHOT_WITHOUT_GAP;
            if (!isHole) {
                previous = Math.max(previous, sighting.position());
                worstDelayNanos = Math.max(worstDelayNanos, sighting.atNanos() - acknowledged.atNanos());
            } else if (view.hasGapBetween(previous, next[i])) {
                excused++;
            } else {
                report(sighting == null ? Kind.LOST : Kind.UNFLAGGED_GAP, acknowledged.comment());
            }
        }
    }

    /** For each comment, where the first later one of the same member was seen that was not itself a hole. */
    private int[] positionsOfNextSeen(List<Acknowledged> written) {
        int[] next = new int[written.size()];
        int position = Integer.MAX_VALUE;
        for (int i = written.size() - 1; i >= 0; i--) {
            next[i] = position;
            Sighting sighting = view.sightings().get(written.get(i).comment().id());
            if (sighting != null && sighting.source() != Source.SNAPSHOT_WITHOUT_GAP) {
                position = Math.min(position, sighting.position());
            }
        }
        return next;
    }

    private void report(Kind kind, Comment comment) {
        violations.add(new Violation(kind, who, comment.toString()));
    }

    List<Violation> violations() {
        return violations;
    }

    int deliveries() {
        return deliveries;
    }

    int gaps() {
        return gaps;
    }

    long excused() {
        return excused;
    }

    long worstDelayNanos() {
        return worstDelayNanos;
    }
}
