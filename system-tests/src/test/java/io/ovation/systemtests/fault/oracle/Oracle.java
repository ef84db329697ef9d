package io.ovation.systemtests.fault.oracle;

import io.ovation.systemtests.fault.oracle.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts every comment and every total at every viewer, after everything has settled. What is promised: an acknowledged
 * comment reaches every viewer, in the order of the log, which keeps that of its member, or a gap says where it is
 * missing; one that was retracted is shown to nobody any more; an acknowledged like is counted; totals agree everywhere;
 * nobody is served who is gone.
 */
public final class Oracle {

    private final Ledger ledger;
    private final Collection<Witness> witnesses;
    private final List<Violation> violations = new ArrayList<>();
    private long deliveries;
    private long excused;
    private long gaps;
    private long worstDelayNanos;

    private Oracle(Ledger ledger, Collection<Witness> witnesses) {
        this.ledger = ledger;
        this.witnesses = witnesses;
    }

    /** @param stored of each topic and data centre */
    public static Verdict judge(Ledger ledger, Collection<Witness> witnesses, Collection<StoredVideo> stored) {
        Oracle oracle = new Oracle(ledger, witnesses);
        oracle.judgeViews();
        stored.forEach(oracle::judgeStore);
        return new Verdict(oracle.figures(), oracle.violations);
    }

    private void judgeViews() {
        for (String topic : ledger.topics()) {
            for (Witness witness : watchersOf(topic)) {
                ViewAudit audit = witness.inspect(topic, view -> ViewAudit.of(witness.name(), topic, view, ledger));
                violations.addAll(audit.violations());
                deliveries += audit.deliveries();
                excused += audit.excused();
                gaps += audit.gaps();
                worstDelayNanos = Math.max(worstDelayNanos, audit.worstDelayNanos());
            }
        }
    }

    private void judgeStore(StoredVideo video) {
        String topic = video.topic();
        Set<String> ids = video.comments().stream().map(Comment::id).collect(Collectors.toSet());
        ledger.comments(topic).stream()
                .map(Acknowledged::comment)
                .filter(comment -> !ids.contains(comment.id()) && !ledger.mayBeRetracted(topic, comment.id()))
                .forEach(comment -> report(Kind.NOT_STORED, video.where(), topic + " " + comment));
        ledger.retracted(topic).stream()
                .filter(ids::contains)
                .forEach(id -> report(Kind.RETRACTED_SHOWN, video.where(), topic + " " + id));
        Ledger.Likes likes = ledger.likes(topic);
        if (!likes.admits(video.allLikes())) {
            report(Kind.MISCOUNTED_LIKES, video.where(), topic + " has " + video.allLikes() + " of " + likes);
        }
        List<Witness> watchers = watchersOf(topic);
        watchers.stream()
                .filter(witness -> witness.dataCentre().equals(video.where()))
                .forEach(witness -> judgeOrder(witness, video));
        for (Witness witness : watchers) {
            Map<String, Long> totals = witness.inspect(topic, view -> Map.copyOf(view.totals()));
            if (!totals.equals(video.likes())) {
                String detail = topic + " " + totals + " instead of " + video.likes();
                report(Kind.WRONG_TOTAL, witness.name(), detail);
            }
        }
        if (video.viewers() > watchers.size()) {
            String detail = topic + " " + video.viewers() + " viewers instead of " + watchers.size();
            report(Kind.STALE_SUBSCRIPTION, video.where(), detail);
        }
    }

    private void judgeOrder(Witness witness, StoredVideo video) {
        Map<String, Integer> positions = new HashMap<>();
        video.comments().forEach(comment -> positions.put(comment.id(), positions.size()));
        int latest = -1;
        for (String id : witness.inspect(video.topic(), view -> List.copyOf(view.told()))) {
            int position = positions.getOrDefault(id, latest);
            if (position < latest) {
                report(Kind.NOT_LOG_ORDER, witness.name(), video.topic() + " " + id);
            }
            latest = Math.max(latest, position);
        }
    }

    private List<Witness> watchersOf(String topic) {
        return witnesses.stream().filter(witness -> witness.watches(topic)).toList();
    }

    private void report(Kind kind, String who, String detail) {
        violations.add(new Violation(kind, who, detail));
    }

    private Figures figures() {
        List<Long> returns = witnesses.stream()
                .flatMap(witness -> witness.opened().stream().skip(1))
                .toList();
        return new Figures(
                ledger.acknowledgedComments(),
                deliveries,
                excused,
                gaps,
                witnesses.size(),
                returns.size(),
                Reconnects.worstSecond(returns),
                Duration.ofNanos(worstDelayNanos));
    }
}
