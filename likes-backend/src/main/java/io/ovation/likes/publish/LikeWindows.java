package io.ovation.likes.publish;

import io.ovation.common.event.Event;
import io.ovation.common.event.LikeWindow;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The open windows of all topics. All are equally long, so they end in the order in which they were opened: the map,
 * which keeps that order, is also the queue of what ends next.
 */
final class LikeWindows {

    private final Duration window;
    private final int limit;
    private final Runnable onFull;
    private final Consumer<Event.Likes> merged;
    private final Map<Topic, LikeWindow> open = new LinkedHashMap<>();

    /**
     * @param limit how many windows may be open; likes of further topics leave at once, unmerged
     * @param onFull called for each event that leaves so
     * @param merged told of likes that go on as part of earlier ones
     */
    LikeWindows(Duration window, int limit, Runnable onFull, Consumer<Event.Likes> merged) {
        this.window = window;
        this.limit = limit;
        this.onFull = onFull;
        this.merged = merged;
    }

    /** @return what leaves now; empty if it waits for {@link #end} */
    Optional<Event.Likes> add(Topic topic, Event.Likes likes, long nowNanos) {
        LikeWindow known = open.get(topic);
        if (known != null) {
            return known.add(likes, nowNanos);
        }
        if (open.size() >= limit) {
            onFull.run();
            return Optional.of(likes);
        }
        LikeWindow opened = new LikeWindow(window, merged);
        open.put(topic, opened);
        return opened.add(likes, nowNanos);
    }

    /** Ends the windows that are over. */
    List<TopicLikes> end(long nowNanos) {
        return endWhile(nowNanos, false);
    }

    /** Ends every window, over or not. */
    List<TopicLikes> endAll(long nowNanos) {
        List<TopicLikes> leaving = endWhile(nowNanos, true);
        open.clear();
        return leaving;
    }

    /** When the next window ends; empty if none is open. */
    OptionalLong nextEndNanos() {
        return open.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(open.values().iterator().next().endsAtNanos());
    }

    private List<TopicLikes> endWhile(long nowNanos, boolean early) {
        List<TopicLikes> leaving = new ArrayList<>();
        Map<Topic, LikeWindow> reopened = new LinkedHashMap<>();
        Iterator<Map.Entry<Topic, LikeWindow>> oldest = open.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Topic, LikeWindow> entry = oldest.next();
            LikeWindow ending = entry.getValue();
            // Compared by difference, because System.nanoTime() may overflow.
            if (!early && ending.endsAtNanos() - nowNanos > 0) {
                break;
            }
            Topic topic = entry.getKey();
            oldest.remove();
            ending.end(nowNanos).ifPresent(likes -> {
                leaving.add(new TopicLikes(topic, likes));
                reopened.put(topic, ending);
            });
        }
        open.putAll(reopened);
        return leaving;
    }
}
