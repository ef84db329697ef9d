package io.ovation.frontend.replay;

import io.ovation.common.log.Entry;
import io.ovation.common.log.LogWindow;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A window of which the test says what is shown. */
final class FakeSource implements ReplaySource {

    final LogWindow window;
    final Set<Long> withheld = new HashSet<>();
    long history;
    private final Topic topic;

    FakeSource(Topic topic, int entries) {
        this.topic = topic;
        this.window = new LogWindow(
                new WindowSettings(1, entries, 1 << 24, Duration.ofDays(1)), new ByteBudget(Long.MAX_VALUE));
    }

    @Override
    public Topic topic() {
        return topic;
    }

    @Override
    public long history() {
        return history;
    }

    @Override
    public Mark after() {
        return window.after();
    }

    @Override
    public Mark last() {
        return window.last();
    }

    @Override
    public Iterable<Entry> entriesAfter(long position) {
        return window.entriesAfter(position);
    }

    @Override
    public boolean isShown(long position) {
        return !withheld.contains(position);
    }
}
