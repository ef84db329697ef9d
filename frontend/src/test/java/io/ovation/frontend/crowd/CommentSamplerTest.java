package io.ovation.frontend.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommentSamplerTest {

    private static final int PER_SECOND = 30;
    private static final int SAVED = CommentSampler.SAVING_SECONDS * PER_SECOND;
    private static final int SLOTS_PER_SECOND = 10;
    private static final int PER_SLOT = PER_SECOND / SLOTS_PER_SECOND;
    private static final long SLOT = CommentSampler.SLOT.toNanos();
    private static final long START = Long.MAX_VALUE - SLOT;

    private record Report(int shown, int of) {}

    private final List<String> shown = new ArrayList<>();
    private final List<String> withheld = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final CommentSampler.Outlet outlet = new CommentSampler.Outlet() {
        @Override
        public void show(List<Entry> comments) {
            comments.forEach(comment -> shown.add(comment.id()));
        }

        @Override
        public void withhold(Entry comment) {
            withheld.add(comment.id());
        }

        @Override
        public void report(int shown, int of) {
            reports.add(new Report(shown, of));
        }
    };
    private final CommentSampler sampler = new CommentSampler(PER_SECOND, new Random(42), START);
    private long now = START;

    @Test
    void comments_upToTheRateAreShownAtOnce() {
        for (int second = 0; second < 10; second++) {
            IntStream.range(0, PER_SECOND).forEach(this::add);
            passSlots(SLOTS_PER_SECOND);
        }

        assertThat(shown).hasSize(10 * PER_SECOND);
        assertThat(sampler.isSampling()).isFalse();
        assertThat(reports).isEmpty();
    }

    @Test
    void slot_showsNoMoreThanTheRateLeavesAndInOrder() {
        begin();

        IntStream.range(0, 200).forEach(this::add);
        assertThat(shown).isEmpty();
        passSlots(1);

        assertThat(shown).hasSize(PER_SLOT);
        assertThat(shown.stream().map(Integer::valueOf).toList()).isSorted();
        assertThat(withheld).hasSize(200 - PER_SLOT).doesNotContainAnyElementsOf(shown);
    }

    @Test
    void slot_givesEachCommentTheSameChance() {
        begin();
        int[] wins = new int[20];
        int rounds = 4_000;
        for (int round = 0; round < rounds; round++) {
            IntStream.range(0, wins.length).forEach(this::add);
            passSlots(1);
            shown.forEach(id -> wins[Integer.parseInt(id)]++);
            clear();
        }

        // 600 of 4 000 are expected, with a standard deviation of 23.
        int expected = rounds * PER_SLOT / wins.length;
        assertThat(wins)
                .satisfies(all -> assertThat(IntStream.of(all))
                        .allSatisfy(won -> assertThat(won).isBetween(expected - 120, expected + 120)));
    }

    @Test
    void slot_prefersFeaturedMembers() {
        begin();
        add(new Comment("star", "star", "hi", Instant.EPOCH, null, true));
        IntStream.range(0, 500).forEach(this::add);
        add(new Comment("guest", "guest", "hi", Instant.EPOCH, null, true));

        passSlots(1);

        assertThat(shown).hasSize(PER_SLOT).startsWith("star").endsWith("guest");
    }

    @Test
    void slot_ofFeaturedMembersAloneIsSampledToo() {
        begin();
        IntStream.range(0, 100).forEach(i -> add(new Comment("star-" + i, "star", "hi", Instant.EPOCH, null, true)));

        passSlots(1);

        assertThat(shown).hasSize(PER_SLOT);
    }

    @Test
    void remove_takesACommentOutOfItsSlot() {
        begin();
        add(1);
        add(2);

        sampler.remove("1");
        passSlots(1);

        assertThat(shown).containsExactly("2");
        assertThat(withheld).isEmpty();
    }

    @Test
    void placesLeftFree_canBeHadLater() {
        begin();
        passSlots(3);

        IntStream.range(0, 100).forEach(this::add);
        passSlots(1);

        assertThat(shown).hasSize(4 * PER_SLOT);
    }

    @Test
    void sampling_keepsNoMoreThanOneSecondsWorth() {
        begin();

        IntStream.range(0, 10_000).forEach(this::add);

        assertThat(withheld).hasSize(10_000 - PER_SECOND);
    }

    @Test
    void report_comesOnceASecondAndOnceMoreWhenItIsOver() {
        begin();
        for (int slot = 0; slot < 2 * SLOTS_PER_SECOND; slot++) {
            IntStream.range(0, 100).forEach(this::add);
            passSlots(1);
        }
        assertThat(reports).containsExactly(new Report(PER_SECOND, 1_000), new Report(PER_SECOND, 1_000));
        assertThat(sampler.isSampling()).isTrue();

        add(1);
        passSlots(SLOTS_PER_SECOND);

        assertThat(reports).hasSize(3).endsWith(new Report(1, 1));
        assertThat(sampler.isSampling()).isFalse();
        clear();
        add(2);
        assertThat(shown).containsExactly("2");
    }

    @Test
    void samplingThatWithheldNothing_isNotWorthAReport() {
        begin();
        IntStream.range(0, PER_SLOT).forEach(this::add);
        assertThat(sampler.isSampling()).isTrue();

        passSlots(SLOTS_PER_SECOND);

        assertThat(shown).hasSize(PER_SLOT);
        assertThat(sampler.isSampling()).isFalse();
        assertThat(reports).isEmpty();
    }

    /** Uses up what may be shown at once, so that what comes next begins a slot. */
    private void begin() {
        IntStream.range(0, SAVED).forEach(this::add);
        assertThat(shown).hasSize(SAVED);
        clear();
    }

    private void passSlots(int slots) {
        for (int slot = 0; slot < slots; slot++) {
            now += SLOT;
            if (sampler.isSampling()) {
                sampler.endSlot(now, outlet);
            }
        }
    }

    private void clear() {
        shown.clear();
        withheld.clear();
    }

    private void add(int id) {
        add(new Comment(String.valueOf(id), "ann", "hi", Instant.EPOCH, null, false));
    }

    private void add(Comment comment) {
        sampler.add(entry(comment), comment.featured(), now, outlet);
    }

    private static Entry entry(Comment comment) {
        return new Entry(new Mark(1, 1), "here", Instant.EPOCH, comment);
    }
}
