package io.ovation.insights.history;

import io.ovation.common.insight.TraceFigures.DeliveryFigures;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The slots of the last eight days. Takes what the last minute was, once a minute; a node that was not there keeps
 * nothing of that time. Seconds are since 1970, by the clock of the node.
 */
public final class LatencyHistory {

    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    static final long KEPT_SECONDS = 8 * DAY;

    private final TreeMap<Long, HistorySlot> slots = new TreeMap<>();
    private HistorySlot current;
    private long nextSecond;

    public LatencyHistory(long nowSecond) {
        this.current = HistorySlot.empty(nowSecond);
        this.nextSecond = nowSecond + MINUTE;
    }

    /** What was kept before; of two of the same time both count. */
    public void restore(List<HistorySlot> kept, long nowSecond) {
        for (HistorySlot slot : kept) {
            if (slot.beginSecond() > nowSecond - KEPT_SECONDS && slot.beginSecond() <= nowSecond) {
                slots.merge(slot.beginSecond(), slot, (one, other) -> one.plus(other.deliveries()));
            }
        }
    }

    /**
     * To be called often.
     *
     * @param lastMinute what the deliveries of the last minute were
     * @return a slot that has ended, and is to be kept
     */
    public Optional<HistorySlot> pass(List<DeliveryFigures> lastMinute, long nowSecond) {
        Optional<HistorySlot> ended = Optional.empty();
        if (!current.covers(nowSecond)) {
            if (!current.deliveries().isEmpty()) {
                ended = Optional.of(current);
                restore(List.of(current), nowSecond);
            }
            current = HistorySlot.empty(nowSecond);
            slots.headMap(nowSecond - KEPT_SECONDS, true).clear();
        }
        if (nowSecond >= nextSecond || nowSecond < nextSecond - MINUTE) {
            nextSecond = nowSecond + MINUTE;
            current = current.plus(lastMinute);
        }
        return ended;
    }

    /** The slot that has not ended, if there is anything in it. */
    public Optional<HistorySlot> unfinished() {
        return Optional.of(current).filter(slot -> !slot.deliveries().isEmpty());
    }

    /** The hour that ended so many days ago, to ten minutes. */
    public List<DeliveryFigures> hour(int daysAgo, long nowSecond) {
        long end = nowSecond - daysAgo * DAY;
        return HistorySlot.merge(Stream.concat(
                        slots.subMap(end - HOUR, true, end, false).values().stream(),
                        unfinished()
                                .filter(slot -> slot.beginSecond() >= end - HOUR && slot.beginSecond() < end)
                                .stream())
                .flatMap(slot -> slot.deliveries().stream()));
    }
}
