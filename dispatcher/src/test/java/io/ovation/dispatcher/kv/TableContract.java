package io.ovation.dispatcher.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.dispatcher.TestNode;
import io.ovation.dispatcher.kv.Table.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link KeyValueStore} does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TableContract {

    protected static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(500);

    protected final TestNode node = TestNode.start("dispatcher");
    protected KeyValueStore store;
    protected Table table;
    private Table numbered;

    /** On a node that is the first of its cluster. */
    protected abstract KeyValueStore open();

    @BeforeAll
    void openStore() {
        node.join(node);
        store = open();
        table = store.table(new TableShape("texts", OptionalInt.empty(), true));
        numbered = store.table(new TableShape("numbers", OptionalInt.of(100), false));
    }

    @AfterAll
    void closeNode() {
        node.close();
    }

    @Test
    void keyThatNobodyWrote_hasNoFields() throws Exception {
        assertThat(await(table.read(newKey()))).isEmpty();
    }

    @Test
    void write_isSeenByRead() throws Exception {
        String key = newKey();

        await(table.write(key, Map.of("one", field(1, "a"), "two", new Field(-7, "b", LONG, true))));

        Map<String, Field> read = await(table.read(key));
        assertThat(texts(read)).containsOnly(Map.entry("one", "a"), Map.entry("two", "b"));
        assertThat(read.get("one").version()).isEqualTo(1);
        assertThat(read.get("one").marked()).isFalse();
        assertThat(read.get("two").version()).isEqualTo(-7);
        assertThat(read.get("two").marked()).isTrue();
        assertThat(read.get("two").life()).isBetween(LONG.minusSeconds(20), LONG);
    }

    @Test
    void write_replacesFieldsOfTheSameOrALowerVersion_andLeavesOthersAlone() throws Exception {
        String key = newKey();
        await(table.write(key, Map.of("one", field(1, "a"), "two", field(1, "b"), "three", field(1, "c"))));

        await(table.write(key, Map.of("one", field(1, "A"), "two", field(2, "B"))));

        assertThat(texts(await(table.read(key))))
                .containsOnly(Map.entry("one", "A"), Map.entry("two", "B"), Map.entry("three", "c"));
    }

    @Test
    void lowerVersion_neitherReplacesNorRemovesTheHigherOne() throws Exception {
        String key = newKey();
        await(table.write(key, Map.of("one", field(2, "later"))));

        await(table.write(key, Map.of("one", field(1, "earlier"))));
        await(table.remove(key, "one", 1));

        assertThat(texts(await(table.read(key)))).containsOnly(Map.entry("one", "later"));
    }

    @Test
    void versions_areComparedInFull() throws Exception {
        String key = newKey();
        // Next to each other, and beyond what a floating-point number tells apart; then across the sign.
        for (long version : new long[] {Long.MIN_VALUE, -1, 0, 9, 10, (1L << 53), (1L << 53) + 1, Long.MAX_VALUE}) {
            await(table.write(key, Map.of("one", field(version, "at " + version))));
            if (version > Long.MIN_VALUE) {
                await(table.write(key, Map.of("one", field(version - 1, "earlier"))));
                await(table.remove(key, "one", version - 1));
            }

            assertThat(texts(await(table.read(key)))).containsOnly(Map.entry("one", "at " + version));
        }
    }

    @Test
    void remove_takesOutThatFieldOnly() throws Exception {
        String key = newKey();
        await(table.write(key, Map.of("one", field(1, "a"), "two", field(1, "b"), "three", field(1, "c"))));

        await(table.remove(key, "one", 1));
        await(table.remove(key, "two", 5));
        await(table.remove(key, "four", 1));

        assertThat(texts(await(table.read(key)))).containsOnly(Map.entry("three", "c"));
    }

    @Test
    void writeAfterRemove_isSeen() throws Exception {
        String key = newKey();
        await(table.write(key, Map.of("one", field(1, "a"))));
        await(table.remove(key, "one", 1));
        await(table.write(key, Map.of("one", field(1, "b"))));

        assertThat(texts(await(table.read(key)))).containsOnly(Map.entry("one", "b"));
    }

    @Test
    void namesAndTexts_mayHoldAnyCharacter() throws Exception {
        String key = newKey();
        String odd = "akka://ovation@10.0.0.5:25520 [{é}] \"' %s \n + -";

        await(table.write(key, Map.of(odd, field(1, odd))));
        assertThat(texts(await(table.read(key)))).containsOnly(Map.entry(odd, odd));

        await(table.remove(key, odd, 1));
        assertThat(await(table.read(key))).isEmpty();
    }

    @Test
    void keysAndTables_areApart() throws Exception {
        await(table.write("7", Map.of("one", field(1, "a"))));
        await(table.write("8", Map.of("one", field(1, "b"))));
        await(numbered.write("7", Map.of("one", field(1, "c"))));

        assertThat(texts(await(table.read("7")))).containsOnly(Map.entry("one", "a"));
        assertThat(texts(await(numbered.read("7")))).containsOnly(Map.entry("one", "c"));
        assertThat(await(numbered.read("8"))).isEmpty();
    }

    @Test
    void markedKeys_areThoseWithAMarkedField() throws Exception {
        await(numbered.write("20", Map.of("one", new Field(0, "on", LONG, true), "two", field(0, "off"))));
        await(numbered.write("21", Map.of("one", field(0, "off"))));

        assertThat(await(numbered.markedKeys())).contains("20").doesNotContain("21");
    }

    @Test
    void fields_expireUnlessWrittenAgain() throws Exception {
        await(numbered.write("30", Map.of("fleeting", new Field(0, "on", SHORT, true), "lasting", field(0, "off"))));

        awaitUntil(() -> texts(await(numbered.read("30"))), Map.of("lasting", "off")::equals);
        awaitUntil(() -> await(numbered.markedKeys()), marked -> !marked.contains("30"));
        await(numbered.write("30", Map.of("fleeting", new Field(0, "on", LONG, true))));

        assertThat(await(numbered.read("30"))).containsOnlyKeys("fleeting", "lasting");
        assertThat(await(numbered.markedKeys())).contains("30");
    }

    @Test
    void writesAtTheSameTime_doNotOverwriteEachOther() throws Exception {
        String key = newKey();
        List<CompletionStage<?>> writes = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            writes.add(table.write(key, Map.of("field-" + number, field(1, "a"))));
        }
        for (CompletionStage<?> write : writes) {
            await(write);
        }

        assertThat(await(table.read(key))).hasSize(50);
    }

    @Test
    void write_mayBeLarge() throws Exception {
        Map<String, Field> many = IntStream.range(0, 1_000)
                .boxed()
                .collect(Collectors.toMap(number -> "many-" + number, number -> field(0, "text")));

        await(numbered.write("5", many));

        assertThat(await(numbered.read("5"))).hasSize(1_000);
    }

    @Test
    void store_hasNoTrouble() {
        assertThat(store.trouble()).isEmpty();
        assertThat(table.mayHaveForgotten(System.nanoTime())).isFalse();
    }

    protected static Field field(long version, String text) {
        return new Field(version, text, LONG, false);
    }

    protected static Map<String, String> texts(Map<String, Field> fields) {
        Map<String, String> texts = new HashMap<>();
        fields.forEach((name, field) -> texts.put(name, field.text()));
        return texts;
    }

    protected static String newKey() {
        return "video:" + UUID.randomUUID();
    }

    public static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(15, TimeUnit.SECONDS);
    }

    private static <T> void awaitUntil(Callable<T> question, Predicate<T> expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        T answer = question.call();
        while (!expected.test(answer)) {
            assertThat(System.nanoTime()).as("still %s", answer).isLessThan(end);
            answer = question.call();
        }
    }
}
