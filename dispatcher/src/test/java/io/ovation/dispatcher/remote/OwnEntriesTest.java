package io.ovation.dispatcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.LogRange;
import io.ovation.dispatcher.TestLog;
import org.junit.jupiter.api.Test;

class OwnEntriesTest {

    private final TestLog log = TestLog.of("here", 3);
    private final OwnEntries own = new OwnEntries("here");

    @Test
    void ownEntries_areToldAtOnce() {
        assertThat(own.add(log.range(0, 2))).contains(log.range(0, 2));
        assertThat(own.add(log.range(2, 3))).contains(log.range(2, 3));
    }

    @Test
    void entriesOfOthers_areVoid_andToldWithTheNextOwnOne() {
        addRemote("there-1");
        addRemote("there-2");
        log.say("text");

        assertThat(own.add(log.range(3, 4))).isEmpty();
        assertThat(own.add(log.range(4, 5))).isEmpty();
        assertThat(own.add(log.range(5, 6)))
                .contains(new LogRange(log.mark(3), log.mark(6), log.range(5, 6).entries()));
    }

    @Test
    void entriesOfOthers_areNotJoinedAcrossAHole() {
        addRemote("there-1");
        log.say("text");
        log.say("text");
        own.add(log.range(3, 4));

        assertThat(own.add(log.range(5, 6))).contains(log.range(5, 6));
    }

    @Test
    void entriesOfUnknownOrigin_mayBeOwn() {
        log.add(null, new Comment("old", "ann", "text", TestLog.BEGIN, null, false));

        assertThat(own.add(log.range(3, 4))).contains(log.range(3, 4));
    }

    private void addRemote(String id) {
        log.add("there", new Comment(id, "ann", "text", TestLog.BEGIN, null, false));
    }
}
