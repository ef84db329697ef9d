package io.ovation.frontend.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.FrameEncoder;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encoded snapshots and replays of a node's topics, bounded by the bytes that they take together; what was not used for
 * longest goes first, and is encoded again when it is needed. For use by several threads, of which each has topics of its
 * own.
 */
public final class FrameCache {

    /** Nobody resumes from what is older than windows are, and a topic that nobody joins needs no snapshot. */
    private static final Duration UNUSED = Duration.ofMinutes(5);

    private static final long SNAPSHOT = -1;
    private static final int KEY_BYTES = 128;

    private record Key(Topic topic, long number) {}

    /** What is kept. */
    interface Cached {

        int bytes();
    }

    private record Snapshot(Object owner, long version, Frame frame) implements Cached {

        @Override
        public int bytes() {
            return frame.length();
        }
    }

    private final ByteBudget budget;
    private final Cache<Key, Cached> frames;

    /** @param budget whose limit holds, and which is told of what is taken */
    public FrameCache(ByteBudget budget) {
        this.budget = budget;
        this.frames = Caffeine.newBuilder()
                .maximumWeight(budget.limit())
                .weigher((Key key, Cached cached) -> weigh(cached))
                .expireAfterAccess(UNUSED)
                .executor(Runnable::run)
                .removalListener(this::removed)
                .build();
    }

    /**
     * @param owner whose snapshot it is
     * @param version of what it shows
     * @param encode if there is none of this version
     */
    public Frame snapshot(Topic topic, Object owner, long version, Supplier<Frame> encode) {
        Key key = new Key(topic, SNAPSHOT);
        if (frames.getIfPresent(key) instanceof Snapshot known
                && known.owner() == owner
                && known.version() == version) {
            return known.frame();
        }
        Frame frame = encode.get();
        put(key, new Snapshot(owner, version, frame));
        return frame;
    }

    /** The block with that number, good for a replay that goes on after the position. */
    ReplayBlock block(ReplaySource source, long number, long position, FrameEncoder encoder) {
        Key key = new Key(source.topic(), number);
        if (frames.getIfPresent(key) instanceof ReplayBlock known && known.isGoodFor(source, number, position)) {
            return known;
        }
        ReplayBlock block = ReplayBlock.encode(source, number, encoder);
        put(key, block);
        return block;
    }

    /** Drops what is kept of a topic. */
    public void forget(ReplaySource source) {
        frames.invalidate(new Key(source.topic(), SNAPSHOT));
        long last = ReplayBlock.numberOf(source.last().position());
        for (long number = ReplayBlock.numberOf(source.after().position()); number <= last; number++) {
            frames.invalidate(new Key(source.topic(), number));
        }
    }

    /** How much is kept. */
    long bytes() {
        frames.cleanUp();
        return budget.taken();
    }

    private void put(Key key, Cached cached) {
        budget.take(weigh(cached));
        frames.put(key, cached);
    }

    private void removed(@Nullable Key key, @Nullable Cached cached, RemovalCause cause) {
        if (cached != null) {
            budget.take(-weigh(cached));
        }
    }

    private static int weigh(Cached cached) {
        return KEY_BYTES + cached.bytes();
    }
}
