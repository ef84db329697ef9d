package io.ovation.dispatcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.CursorsRead;
import io.ovation.common.protocol.BackendMessage.ListLogs;
import io.ovation.common.protocol.BackendMessage.LogEnd;
import io.ovation.common.protocol.BackendMessage.LogsListed;
import io.ovation.common.protocol.BackendMessage.ReadCursors;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.Services;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteSweepTest {

    private static final String THERE = "there";
    private static final Duration QUIET = Duration.ofMillis(50);
    private static final LogEnd LEVEL = new LogEnd(Topic.video("level"), new Mark(3, 3));
    private static final LogEnd BEHIND = new LogEnd(Topic.video("behind"), new Mark(7, 7));

    private final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    private final ManualTime manualTime = ManualTime.get(testKit.system());
    private final ScriptedDataCentres dataCentres = new ScriptedDataCentres();
    private final TestProbe<BackendMessage> own = testKit.createTestProbe(BackendMessage.class);
    private final TestProbe<BackendMessage> there = testKit.createTestProbe(BackendMessage.class);
    private final TestProbe<LogMessage.Tail> topics = testKit.createTestProbe(LogMessage.Tail.class);
    private ActorRef<RemoteSweep.Command> sweep;

    @BeforeEach
    void start() {
        dataCentres.others(THERE);
        testKit.system().receptionist().tell(Receptionist.register(Services.likesBackends(THERE), there.getRef()));
        sweep = testKit.spawn(RemoteSweep.create(
                new RemoteSettings(Duration.ofHours(1), 50, 20),
                dataCentres,
                own.getRef(),
                (topic, message) -> topics.getRef().tell((LogMessage.Tail) message)));
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void topicsThatAreBehind_areToldHowFarTheirLogsGo() {
        list("", LEVEL, BEHIND);
        ReadCursors compared = own.expectMessageClass(ReadCursors.class);
        compared.replyTo().tell(new CursorsRead(THERE, List.of(LEVEL)));

        tick();
        LogMessage.Tail tail = topics.receiveMessage();
        ReadCursors progress = own.expectMessageClass(ReadCursors.class);

        assertThat(compared.dataCentre()).isEqualTo(THERE);
        assertThat(compared.topics()).containsExactly(LEVEL.topic(), BEHIND.topic());
        assertThat(tail.topic()).isEqualTo(BEHIND.topic());
        assertThat(tail.dataCentre()).isEqualTo(THERE);
        assertThat(tail.mark()).isEqualTo(BEHIND.mark());
        assertThat(progress.topics()).containsExactly(BEHIND.topic());
        topics.expectNoMessage(QUIET);
    }

    @Test
    void tails_nameWhoCanBeAskedForEntries() {
        list("", BEHIND);
        readCursors();
        tick();
        LogMessage.Fetch fetch = new LogMessage.Fetch(
                BEHIND.topic(),
                THERE,
                Mark.START,
                7,
                1_000,
                testKit.createTestProbe(LogMessage.class).getRef());

        topics.receiveMessage().source().tell(fetch);

        there.expectMessage(fetch);
    }

    @Test
    void logs_areGoneThroughPageByPage_andThenItIsOver() {
        list("", LEVEL);
        readCursors(LEVEL);
        list(LEVEL.topic().toString(), BEHIND);
        readCursors(BEHIND);
        list(BEHIND.topic().toString());

        for (int second = 0; second < 10; second++) {
            tick();
        }

        there.expectNoMessage(QUIET);
        own.expectNoMessage(Duration.ZERO);
        sweep.tell(new RemoteSweep.Due(THERE));
        list("");
    }

    @Test
    void nodeThatIsNotTheOldest_leavesItToAnother() {
        dataCentres.oldest(false);
        sweep.tell(new RemoteSweep.Due(THERE));
        tick();
        tick();
        there.expectNoMessage(QUIET);

        dataCentres.oldest(true);

        list("");
    }

    @Test
    void dataCentreThatDoesNotAnswer_isTriedAgainLater() {
        for (int attempt = 0; attempt < 3; attempt++) {
            nextList();
            manualTime.timePasses(Duration.ofSeconds(5));
            own.expectNoMessage(QUIET);
        }
        tick();
        tick();
        there.expectNoMessage(QUIET);
    }

    @Test
    void sweepThatFails_isStartedAnewLessAndLessOften_andGoesOn() {
        dataCentres.fail(true);
        for (int second = 0; second < 40; second++) {
            tick();
        }
        assertThat(dataCentres.failures()).isBetween(3, 8);

        dataCentres.fail(false);

        assertThat(nextList().after()).isEmpty();
    }

    private void tick() {
        // What was answered has been handled by then.
        own.expectNoMessage(QUIET);
        manualTime.timePasses(Duration.ofSeconds(1));
    }

    /** Answers the next question for logs. */
    private void list(String after, LogEnd... logs) {
        ListLogs asked = nextList();
        assertThat(asked.after()).isEqualTo(after);
        asked.replyTo().tell(new LogsListed(List.of(logs)));
    }

    private ListLogs nextList() {
        return there.awaitAssert(Duration.ofSeconds(15), () -> {
            tick();
            return there.expectMessageClass(ListLogs.class, QUIET);
        });
    }

    private void readCursors(LogEnd... cursors) {
        own.expectMessageClass(ReadCursors.class).replyTo().tell(new CursorsRead(THERE, List.of(cursors)));
    }
}
