package io.ovation.dispatcher.kv.ddata;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.dispatcher.kv.Table.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionContentsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final ReplicatedField lower = field("key", "one", 1, LIFE);
    private final ReplicatedField higher = field("key", "one", 2, LIFE);
    private final ReplicatedField other = field("other", "one", 1, LIFE);

    @Test
    void fieldOfAReplicatedMap_isReadAsItWasWritten() {
        ReplicatedField odd = ReplicatedField.of(
                "video:42", "a\nnode", new Field(-5, "some + text - \n", LIFE, true), Instant.ofEpochMilli(123));

        assertThat(ReplicatedField.parse(odd.name(), odd.value())).isEqualTo(odd);
    }

    @Test
    void ofSeveralVersions_theHigherIsRead_andTheOthersAreDropped() {
        PartitionContents contents = contents(lower, higher, other);

        assertThat(contents.fields("key", NOW).get("one").version()).isEqualTo(2);
        assertThat(contents.edits()).containsOnly(Map.entry(lower.name(), Optional.empty()));
    }

    @Test
    void whatHasExpired_isNotRead_andIsDropped() {
        ReplicatedField expired = field("key", "one", 1, Duration.ZERO);

        PartitionContents contents = contents(expired, other);

        assertThat(contents.fields("key", NOW)).isEmpty();
        assertThat(contents.markedKeys()).containsExactly("other");
        assertThat(contents.edits()).containsOnly(Map.entry(expired.name(), Optional.empty()));
    }

    @Test
    void higherVersion_takesTheLowerOnesPlace() {
        PartitionContents contents = contents(lower);

        contents.write(higher);

        assertThat(contents.edits())
                .containsOnly(
                        Map.entry(lower.name(), Optional.empty()),
                        Map.entry(higher.name(), Optional.of(higher.value())));
    }

    @Test
    void lowerVersion_changesNothing() {
        PartitionContents contents = contents(higher);

        contents.write(lower);
        contents.remove("key", "one", 1);

        assertThat(contents.edits()).isEmpty();
    }

    @Test
    void lastOfSeveralChanges_holds() {
        PartitionContents contents = contents(lower);

        contents.write(higher);
        contents.remove("key", "one", 2);
        contents.write(field("key", "two", 1, LIFE));
        contents.remove("key", "two", 1);

        assertThat(contents.edits()).containsOnly(Map.entry(lower.name(), Optional.empty()));
        assertThat(contents.fields("key", NOW)).isEmpty();
    }

    @Test
    void fieldThatExpiredAndIsWrittenAgain_stays() {
        PartitionContents contents = contents(field("key", "one", 1, Duration.ZERO));

        contents.write(lower);

        assertThat(contents.edits()).containsOnly(Map.entry(lower.name(), Optional.of(lower.value())));
    }

    private static PartitionContents contents(ReplicatedField... fields) {
        Map<String, String> entries = new LinkedHashMap<>();
        List.of(fields).forEach(field -> entries.put(field.name(), field.value()));
        return new PartitionContents(entries, NOW);
    }

    private static ReplicatedField field(String key, String field, long version, Duration life) {
        return ReplicatedField.of(key, field, new Field(version, "text", life, true), NOW);
    }
}
