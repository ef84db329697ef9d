package io.ovation.frontend.presence;

import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.protocol.Bounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many streams each member has on this node, by bucket; several are one presence. The beats of the buckets are
 * spread over the slots of a round, so that they do not all leave at once. Holds no more members than there are streams,
 * which the edge bounds.
 */
final class MembersHere {

    /** Of a round, which lasts a heartbeat. */
    static final int SLOTS = 100;

    /** So that a batch fits into a message ({@link Bounds#MESSAGE_BYTES}) though every member has the longest name. */
    static final int BATCH = 500;

    /** Members of one bucket who are to be told of together. */
    record Batch(int bucket, List<String> members) {}

    private final PresenceSettings settings;
    private final List<Map<Integer, Map<String, Integer>>> streamsBySlot = new ArrayList<>();
    private final Set<String> news = new LinkedHashSet<>();
    private int members;
    private int slot;

    /** @param slot where in the round to begin */
    MembersHere(PresenceSettings settings, int slot) {
        this.settings = settings;
        this.slot = slot;
        for (int i = 0; i < SLOTS; i++) {
            streamsBySlot.add(new HashMap<>());
        }
    }

    void opened(String member) {
        int bucket = settings.bucketOf(member);
        int streams = streamsBySlot
                .get(bucket % SLOTS)
                .computeIfAbsent(bucket, any -> new HashMap<>())
                .merge(member, 1, Integer::sum);
        if (streams == 1) {
            members++;
            news.add(member);
        }
    }

    /** A member whose last stream ends is told of once more: the time to come back counts from now. */
    void ended(String member) {
        int bucket = settings.bucketOf(member);
        streamsBySlot.get(bucket % SLOTS).computeIfPresent(bucket, (same, streams) -> {
            if (streams.computeIfPresent(member, (name, count) -> count == 1 ? null : count - 1) == null) {
                members--;
                news.add(member);
            }
            return streams.isEmpty() ? null : streams;
        });
    }

    boolean hasNews() {
        return !news.isEmpty();
    }

    /** @return those who came, or whose last stream ended, since this was asked before */
    List<Batch> takeNews() {
        Map<Integer, List<String>> byBucket = new TreeMap<>();
        news.forEach(member -> byBucket.computeIfAbsent(settings.bucketOf(member), any -> new ArrayList<>())
                .add(member));
        news.clear();
        List<Batch> batches = new ArrayList<>();
        byBucket.forEach((bucket, names) -> addBatches(batches, bucket, names));
        return batches;
    }

    /** @return those whose turn it is in this slot of the round; the next call is for the next slot */
    List<Batch> nextSlot() {
        List<Batch> batches = new ArrayList<>();
        addSlot(batches, slot);
        slot = (slot + 1) % SLOTS;
        return batches;
    }

    List<Batch> all() {
        List<Batch> batches = new ArrayList<>();
        for (int each = 0; each < SLOTS; each++) {
            addSlot(batches, each);
        }
        return batches;
    }

    int size() {
        return members;
    }

    private void addSlot(List<Batch> batches, int which) {
        streamsBySlot
                .get(which)
                .forEach((bucket, streams) -> addBatches(batches, bucket, List.copyOf(streams.keySet())));
    }

    private static void addBatches(List<Batch> batches, int bucket, List<String> names) {
        for (int from = 0; from < names.size(); from += BATCH) {
            batches.add(new Batch(bucket, List.copyOf(names.subList(from, Math.min(names.size(), from + BATCH)))));
        }
    }
}
