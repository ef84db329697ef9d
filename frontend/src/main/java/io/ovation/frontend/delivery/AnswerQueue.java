package io.ovation.frontend.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What connections have asked for and is not answered yet. Each event loop gets a few answers at a time and the next when
 * it has taken those, so that however many ask at once, answers delay nothing else that it is told. Bounded by the number
 * of connections and of topics that each may have: who asks for something else waits in the same place.
 *
 * @param <K> who asks for what
 * @param <A> what is asked for
 */
final class AnswerQueue<K, A> {

    private static final class Loop<K, A> {

        private final Map<K, A> waiting = new LinkedHashMap<>();
        private int underWay;
    }

    private final int mostUnderWay;
    private final List<Loop<K, A>> loops = new ArrayList<>();
    private int turn;
    private int size;

    /** @param mostUnderWay answers that an event loop may have got and not taken */
    AnswerQueue(int mostUnderWay) {
        this.mostUnderWay = mostUnderWay;
    }

    void add(int loop, K key, A asked) {
        size += loop(loop).waiting.put(key, asked) == null ? 1 : 0;
    }

    void remove(int loop, K key) {
        size -= loop(loop).waiting.remove(key) == null ? 0 : 1;
    }

    /** The loop has started anew, and wants nothing. */
    void started(int index) {
        Loop<K, A> loop = loop(index);
        size -= loop.waiting.size();
        loop.waiting.clear();
        loop.underWay = 0;
    }

    /** The loop has taken so many answers more. */
    void taken(int index, int count) {
        Loop<K, A> loop = loop(index);
        loop.underWay = Math.max(0, loop.underWay - count);
    }

    /** @return what is to be answered next, which is under way then; null if nothing may be */
    @Nullable
    A next() {
        for (int i = 0; i < loops.size(); i++) {
            turn = (turn + 1) % loops.size();
            Loop<K, A> loop = loops.get(turn);
            if (mayGet(loop)) {
                K key = loop.waiting.keySet().iterator().next();
                loop.underWay++;
                size--;
                return loop.waiting.remove(key);
            }
        }
        return null;
    }

    /** Whether something may be answered now. */
    boolean hasNext() {
        for (Loop<K, A> loop : loops) {
            if (mayGet(loop)) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return size;
    }

    private boolean mayGet(Loop<K, A> loop) {
        return !loop.waiting.isEmpty() && loop.underWay < mostUnderWay;
    }

    private Loop<K, A> loop(int index) {
        while (loops.size() <= index) {
            loops.add(new Loop<>());
        }
        return loops.get(index);
    }
}
