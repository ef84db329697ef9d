package io.ovation.frontend.topic;

import java.time.Duration;

/**
 * What is to be told to a topic's actor, and when: that this node watches, and how many viewers it has. Lingers after the
 * last viewer, so that a reconnect costs no new subscription. Times are {@link System#nanoTime()}.
 */
final class Subscription {

    /** Soon enough for a viewer count to feel live, and rare enough to be nothing. */
    static final Duration COUNT_DELAY = Duration.ofMillis(500);

    /** Between two beginnings: those who tell the log may be of two minds about its history until they have compared. */
    static final Duration BEGIN_INTERVAL = Duration.ofSeconds(1);

    /** What is to be told. */
    enum Due {
        NOTHING,
        SUBSCRIBE,
        RENEW,
        UNSUBSCRIBE
    }

    private enum Stage {
        /** The topic's actor has not answered. */
        UNANSWERED,
        /** It has, but could not tell the topic's log; it will, or be asked again. */
        WITHOUT_LOG,
        HELD
    }

    private final TopicSettings settings;
    private Stage stage = Stage.UNANSWERED;
    private int viewers;
    private long emptySinceNanos;
    private long nextNanos;
    private long nextBeginNanos;

    Subscription(TopicSettings settings, long nowNanos) {
        this.settings = settings;
        this.emptySinceNanos = nowNanos;
        this.nextNanos = nowNanos;
        this.nextBeginNanos = nowNanos;
    }

    void setViewers(int now, long nowNanos) {
        if (now == 0 && viewers > 0) {
            emptySinceNanos = nowNanos;
        }
        if (stage != Stage.UNANSWERED && now != viewers) {
            atLatest(nowNanos + COUNT_DELAY.toNanos());
        }
        viewers = now;
    }

    /** @param withLog whether it came with the topic's log, or there is none */
    void answered(boolean withLog, long nowNanos) {
        if (stage == Stage.UNANSWERED) {
            nextNanos = nowNanos + settings.leaseRenewal().toNanos();
        }
        stage = withLog ? Stage.HELD : Stage.WITHOUT_LOG;
    }

    /** Subscribes anew: at once, but not more often than once a second. */
    void begin(long nowNanos) {
        stage = Stage.UNANSWERED;
        nextNanos = nextBeginNanos - nowNanos > 0 ? nextBeginNanos : nowNanos;
        nextBeginNanos = nextNanos + BEGIN_INTERVAL.toNanos();
    }

    /** Does not wait for the time to renew. */
    void renewNow(long nowNanos) {
        atLatest(nowNanos);
    }

    /** @param jitter from 0 to 1 */
    Due due(long nowNanos, double jitter) {
        if (viewers == 0 && nowNanos - emptySinceNanos >= settings.linger().toNanos()) {
            return Due.UNSUBSCRIBE;
        }
        if (nowNanos - nextNanos < 0) {
            return Due.NOTHING;
        }
        Duration interval = stage == Stage.UNANSWERED ? settings.subscribeRetry() : settings.leaseRenewal();
        nextNanos = nowNanos + interval.toNanos() - (long) (interval.toNanos() * jitter / 4);
        return stage == Stage.HELD ? Due.RENEW : Due.SUBSCRIBE;
    }

    /** When {@link #due} has something to say. */
    long nextNanos() {
        long ends = emptySinceNanos + settings.linger().toNanos();
        return viewers == 0 && ends - nextNanos < 0 ? ends : nextNanos;
    }

    private void atLatest(long nanos) {
        if (nanos - nextNanos < 0) {
            nextNanos = nanos;
        }
    }
}
