package io.ovation.systemtests.fault.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What publishers were promised, by topic. Thread-safe. */
public final class Ledger {

    /** How many likes there may be: those that were acknowledged, and with them those whose fate is unknown. */
    public record Likes(long least, long most) {

        boolean admits(long count) {
            return least <= count && count <= most;
        }
    }

    private static final class Entries {
        private final List<Acknowledged> comments = new ArrayList<>();
        private final Set<String> inDoubt = new HashSet<>();
        private final Set<String> retracted = new HashSet<>();
        private final Map<String, Integer> retractionsInDoubt = new HashMap<>();
        private long likes;
        private long likesInDoubt;
    }

    private final Map<String, Entries> topics = new HashMap<>();
    private long comments;

    public synchronized void commentAcknowledged(String topic, Comment comment, long atNanos) {
        entries(topic).comments.add(new Acknowledged(comment, atNanos));
        comments++;
    }

    /** Given up without an answer: it may have been committed, or not. */
    public synchronized void commentInDoubt(String topic, String member, int sequence) {
        entries(topic).inDoubt.add(member + ' ' + sequence);
    }

    public synchronized void retractionAcknowledged(String topic, String id) {
        entries(topic).retracted.add(id);
    }

    /** Asked for, and not answered yet. */
    public synchronized void retractionInDoubt(String topic, String id) {
        entries(topic).retractionsInDoubt.merge(id, 1, Integer::sum);
    }

    /** Whoever was asked does not know the comment, so it has never retracted it. */
    public synchronized void retractionRefused(String topic, String id) {
        entries(topic).retractionsInDoubt.merge(id, -1, Integer::sum);
    }

    public synchronized void likeAcknowledged(String topic) {
        entries(topic).likes++;
    }

    public synchronized void likeInDoubt(String topic) {
        entries(topic).likesInDoubt++;
    }

    /** Of all topics. */
    public synchronized long acknowledgedComments() {
        return comments;
    }

    public synchronized Set<String> topics() {
        return Set.copyOf(topics.keySet());
    }

    /** In the order in which they were acknowledged, which is the one in which each member wrote. */
    public synchronized List<Acknowledged> comments(String topic) {
        return List.copyOf(entries(topic).comments);
    }

    public synchronized boolean isInDoubt(String topic, Comment comment) {
        return entries(topic).inDoubt.contains(comment.member() + ' ' + comment.sequence());
    }

    /** The ids of comments that are retracted for sure. */
    public synchronized Set<String> retracted(String topic) {
        return Set.copyOf(entries(topic).retracted);
    }

    /** Whether nobody can expect to see it: it is retracted, or may be. */
    public synchronized boolean mayBeRetracted(String topic, String id) {
        Entries entries = entries(topic);
        return entries.retracted.contains(id) || entries.retractionsInDoubt.getOrDefault(id, 0) > 0;
    }

    public synchronized Likes likes(String topic) {
        Entries entries = entries(topic);
        return new Likes(entries.likes, entries.likes + entries.likesInDoubt);
    }

    private Entries entries(String topic) {
        return topics.computeIfAbsent(topic, name -> new Entries());
    }
}
