package io.ovation.dispatcher.remote;

import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage.LogEnd;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * One way through all logs of another data centre, page by page: finds those that have not been taken in as far as they
 * go, and has their topics catch up, a few at a time. Times are {@link System#nanoTime()}.
 */
final class Sweep {

    /** What is to be found out next. */
    enum Step {
        /** What logs there are after {@link #after}. */
        LIST,
        /** How far {@link #listed} have been taken in. */
        COMPARE,
        /** How far {@link #catchingUp} have been taken in; meanwhile further topics are to be told. */
        CATCH_UP,
        DONE
    }

    private static final Duration TELL_AGAIN_AFTER = Duration.ofSeconds(30);
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(2);

    private record CatchingUp(LogEnd end, Mark cursor, long movedAtNanos, long toldAtNanos) {}

    private final String dataCentre;
    private final int atOnce;
    private final Deque<LogEnd> behind = new ArrayDeque<>();
    private final Map<Topic, CatchingUp> catchingUp = new HashMap<>();
    private List<LogEnd> page = List.of();
    private String after = "";
    private boolean listedAll;

    /** @param atOnce how many topics catch up at a time */
    Sweep(String dataCentre, int atOnce) {
        this.dataCentre = dataCentre;
        this.atOnce = atOnce;
    }

    String dataCentre() {
        return dataCentre;
    }

    Step step() {
        if (!page.isEmpty()) {
            return Step.COMPARE;
        }
        if (!behind.isEmpty() || catchingUp.size() >= atOnce) {
            return Step.CATCH_UP;
        }
        if (!listedAll) {
            return Step.LIST;
        }
        return catchingUp.isEmpty() ? Step.DONE : Step.CATCH_UP;
    }

    /** The name of the last topic that was listed. */
    String after() {
        return after;
    }

    List<Topic> listed() {
        return page.stream().map(LogEnd::topic).toList();
    }

    /** The next logs of the other data centre, as far as they go; none if there are no more. */
    void listed(List<LogEnd> logs) {
        page = logs;
        listedAll = logs.isEmpty();
        if (!logs.isEmpty()) {
            after = logs.get(logs.size() - 1).topic().toString();
        }
    }

    /**
     * How far the listed logs have been taken in; not at all those that are missing.
     *
     * @return how many are behind
     */
    int compared(List<LogEnd> cursors) {
        Map<Topic, Mark> taken = byTopic(cursors);
        page.stream()
                .filter(log -> !log.mark().equals(taken.getOrDefault(log.topic(), Mark.START)))
                .forEach(behind::add);
        page = List.of();
        return behind.size();
    }

    /**
     * @param most how many topics may be told now
     * @return those that are to be told how far their logs go
     */
    List<LogEnd> tell(int most, long nowNanos) {
        List<LogEnd> told = new ArrayList<>();
        catchingUp.replaceAll((topic, one) -> {
            boolean again = nowNanos - one.toldAtNanos() >= TELL_AGAIN_AFTER.toNanos() && told.size() < most;
            if (again) {
                told.add(one.end());
            }
            return again ? new CatchingUp(one.end(), one.cursor(), one.movedAtNanos(), nowNanos) : one;
        });
        while (!behind.isEmpty() && catchingUp.size() < atOnce && told.size() < most) {
            LogEnd next = behind.remove();
            catchingUp.put(next.topic(), new CatchingUp(next, Mark.START, nowNanos, nowNanos));
            told.add(next);
        }
        return told;
    }

    List<Topic> catchingUp() {
        return List.copyOf(catchingUp.keySet());
    }

    /**
     * How far the topics that catch up have come.
     *
     * @return how many were given up, because they have not moved for too long
     */
    int progressed(List<LogEnd> cursors, long nowNanos) {
        Map<Topic, Mark> taken = byTopic(cursors);
        int givenUp = 0;
        Iterator<CatchingUp> each = catchingUp.values().iterator();
        Map<Topic, CatchingUp> moved = new HashMap<>();
        while (each.hasNext()) {
            CatchingUp one = each.next();
            Mark cursor = taken.getOrDefault(one.end().topic(), Mark.START);
            if (cursor.position() >= one.end().mark().position()) {
                each.remove();
            } else if (!cursor.equals(one.cursor())) {
                moved.put(one.end().topic(), new CatchingUp(one.end(), cursor, nowNanos, nowNanos));
            } else if (nowNanos - one.movedAtNanos() >= GIVE_UP_AFTER.toNanos()) {
                each.remove();
                givenUp++;
            }
        }
        catchingUp.putAll(moved);
        return givenUp;
    }

    private static Map<Topic, Mark> byTopic(List<LogEnd> ends) {
        Map<Topic, Mark> byTopic = new HashMap<>();
        ends.forEach(end -> byTopic.put(end.topic(), end.mark()));
        return byTopic;
    }
}
