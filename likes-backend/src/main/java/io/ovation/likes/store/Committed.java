package io.ovation.likes.store;

import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a commit changed.
 *
 * @param totals for every key of the batch, as they are now
 * @param logged of each topic in the order of its log
 * @param told how far the logs are that others may not know of: something of the batch was known before, or the topic
 *     was doubtful
 * @param cursors how far the other data centres' logs of the batch are taken in now; none if the database refused what
 *     was in them
 * @param reused entries of the batch that were left out because their {@code Idempotency-Key} was used for others
 */
public record Committed(
        Map<LikesKey, Long> totals,
        List<LoggedRange> logged,
        Map<Topic, Mark> told,
        Map<RemoteLog, Mark> cursors,
        Set<NewEntry> reused) {

    /** Both, of which the other came later. */
    public Committed and(Committed later) {
        List<LoggedRange> bothLogged = new ArrayList<>(logged);
        bothLogged.addAll(later.logged);
        Set<NewEntry> bothReused = new HashSet<>(reused);
        bothReused.addAll(later.reused);
        return new Committed(
                union(totals, later.totals),
                bothLogged,
                union(told, later.told),
                union(cursors, later.cursors),
                bothReused);
    }

    private static <K, V> Map<K, V> union(Map<K, V> first, Map<K, V> later) {
        Map<K, V> union = new HashMap<>(first);
        union.putAll(later);
        return union;
    }
}
