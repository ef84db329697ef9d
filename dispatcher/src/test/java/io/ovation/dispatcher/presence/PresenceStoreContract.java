package io.ovation.dispatcher.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class PresenceStoreContract {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final PresenceRecord ONLINE = new PresenceRecord(true, NOW);
    private static final PresenceRecord OFFLINE = new PresenceRecord(false, NOW);

    static final PresenceBucketSettings SETTINGS = TestPresenceSettings.with("");

    /** Those who are online are forgotten half a second after they were written. */
    static final PresenceBucketSettings FORGETFUL = TestPresenceSettings.with("""
            ovation.presence { heartbeat = 100 ms, grace = 50 ms }
            ovation.dispatcher.presence.store-life = 500 ms
            """);

    abstract PresenceStore store();

    /** The same, with {@link #FORGETFUL}. */
    abstract PresenceStore forgetful();

    @Test
    void load_ofABucketThatNobodyWrote_isEmpty() throws Exception {
        assertThat(await(store().load(bucketOf("nobody-was-here")))).isEmpty();
    }

    @Test
    void write_replacesThoseNamedAndLeavesOthersAlone() throws Exception {
        String ann = "ann";
        String other = otherInBucketOf(ann);
        int bucket = bucketOf(ann);

        await(store().write(bucket, Map.of(ann, ONLINE, other, OFFLINE)));
        await(store().write(bucket, Map.of(ann, OFFLINE)));

        assertThat(await(store().load(bucket))).containsOnly(Map.entry(ann, OFFLINE), Map.entry(other, OFFLINE));
    }

    @Test
    void buckets_areApart() throws Exception {
        await(store().write(bucketOf("gil"), Map.of("gil", ONLINE)));

        assertThat(await(store().load(bucketOf("gil") + 1))).doesNotContainKey("gil");
    }

    @Test
    void online_namesTheBucketsWithSomebodyOnline() throws Exception {
        await(store().write(bucketOf("hal"), Map.of("hal", ONLINE)));
        await(store().write(bucketOf("ida"), Map.of("ida", OFFLINE)));

        assertThat(await(store().online())).contains(bucketOf("hal")).doesNotContain(bucketOf("ida"));
    }

    @Test
    void membersWhoAreOnline_expireUnlessWrittenAgain() throws Exception {
        int bucket = bucketOf("jan");
        String away = otherInBucketOf("jan");
        await(forgetful().write(bucket, Map.of("jan", ONLINE, away, OFFLINE)));

        awaitUntil(() -> await(forgetful().load(bucket)), Map.of(away, OFFLINE)::equals);
        awaitUntil(() -> await(forgetful().online()), online -> !online.contains(bucket));
    }

    @Test
    void batch_mayBeLarge() throws Exception {
        Map<String, PresenceRecord> many = IntStream.range(0, 200_000)
                .mapToObj(number -> "many" + number)
                .filter(member -> bucketOf(member) == 5)
                .collect(Collectors.toMap(member -> member, member -> ONLINE));

        await(store().write(5, many));

        assertThat(await(store().load(5))).containsAllEntriesOf(many);
        assertThat(many).hasSizeGreaterThan(100);
    }

    static int bucketOf(String member) {
        return SETTINGS.shared().bucketOf(member);
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(15, TimeUnit.SECONDS);
    }

    static <T> void awaitUntil(Callable<T> question, Predicate<T> expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        T answer = question.call();
        while (!expected.test(answer)) {
            assertThat(System.nanoTime()).as("still %s", answer).isLessThan(end);
            answer = question.call();
        }
    }

    private static String otherInBucketOf(String member) {
        return IntStream.range(0, 1_000_000)
                .mapToObj(number -> member + '-' + number)
                .filter(other -> bucketOf(other) == bucketOf(member))
                .findFirst()
                .orElseThrow();
    }
}
