package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.receptionist.Receptionist;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.CommitRemote;
import io.ovation.common.protocol.BackendMessage.CursorsRead;
import io.ovation.common.protocol.BackendMessage.ListLogs;
import io.ovation.common.protocol.BackendMessage.LogEnd;
import io.ovation.common.protocol.BackendMessage.LogsListed;
import io.ovation.common.protocol.BackendMessage.ReadCursors;
import io.ovation.common.protocol.BackendMessage.RemoteCursor;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.Services;
import io.ovation.common.protocol.TopicRegion;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics of two data centres that form one cluster, with a probe in the place of each one's likes backend. */
class DataCentresIT {

    private static final Topic TOPIC = Topic.video("42");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final DispatcherSettings settings = TestSettings.shipped();
    private final TestNode east = TestNode.start("dispatcher, likes-backend", "east");
    private final TestNode west = TestNode.start("dispatcher, likes-backend", "west");
    private final TestProbe<BackendMessage> eastBackend = east.probe(BackendMessage.class);
    private final TestProbe<BackendMessage> westBackend = west.probe(BackendMessage.class);
    private final TestLog log = TestLog.of("east", 10);
    private TopicRegion topicsEast;

    @BeforeEach
    void start() {
        east.join(east);
        west.join(east);
        topicsEast = Dispatcher.start(east.system(), settings);
        Dispatcher.start(west.system(), settings);
        register(east, eastBackend);
        register(west, westBackend);
    }

    @AfterEach
    void stop() {
        west.close();
        east.close();
    }

    @Test
    void entries_areCommittedInTheOtherDataCentre_andWhatIsMissingIsFetchedThere() {
        commitEast(0, 2);
        CommitRemote first = next(westBackend, CommitRemote.class);
        first.replyTo().tell(new RemoteCursor(TOPIC, "east", log.mark(2)));
        commitEast(6, 7);

        LogMessage.Fetch fetch = next(eastBackend, LogMessage.Fetch.class);
        fetch.replyTo()
                .tell(new LogMessage.Entries(
                        TOPIC,
                        "east",
                        log.range(2, 6),
                        false,
                        eastBackend.getRef().narrow()));

        assertThat(first.dataCentre()).isEqualTo("east");
        assertThat(first.range()).isEqualTo(log.range(0, 2));
        assertThat(fetch.dataCentre()).isEqualTo("east");
        assertThat(fetch.after()).isEqualTo(log.mark(2));
        assertThat(next(westBackend, CommitRemote.class).range()).isEqualTo(log.range(2, 7));
    }

    @Test
    void topicThatNobodyUses_isFoundByTheSweep() {
        next(eastBackend, ListLogs.class).replyTo().tell(new LogsListed(List.of(new LogEnd(TOPIC, log.mark(10)))));
        next(westBackend, ReadCursors.class).replyTo().tell(new CursorsRead("east", List.of()));

        CommitRemote probe = next(westBackend, CommitRemote.class);
        probe.replyTo().tell(new RemoteCursor(TOPIC, "east", log.mark(0)));

        LogMessage.Fetch fetch = next(eastBackend, LogMessage.Fetch.class);
        assertThat(fetch.after()).isEqualTo(log.mark(0));
        assertThat(fetch.to()).isEqualTo(10);
    }

    private void commitEast(long after, long through) {
        topicsEast
                .topic(TOPIC)
                .tell(new LogMessage.Entries(
                        TOPIC,
                        null,
                        log.range(after, through),
                        false,
                        eastBackend.getRef().narrow()));
    }

    private static <T extends BackendMessage> T next(TestProbe<BackendMessage> backend, Class<T> kind) {
        List<BackendMessage> fished = backend.fishForMessage(
                PATIENCE,
                message -> kind.isInstance(message) ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
        return kind.cast(fished.get(fished.size() - 1));
    }

    private static void register(TestNode node, TestProbe<BackendMessage> backend) {
        node.system()
                .receptionist()
                .tell(Receptionist.register(Services.likesBackends(node.system()), backend.getRef()));
    }
}
