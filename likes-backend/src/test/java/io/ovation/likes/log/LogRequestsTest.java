package io.ovation.likes.log;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.RemoteReply;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.commit.GroupCommit;
import io.ovation.likes.store.EmptyStore;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogRequestsTest {

    private static final Topic VIDEO = Topic.video("42");
    private static final LogMessage.Place PLACE = new LogMessage.Place(new Mark(7, 9), "a");

    private final ActorTestKit kit = ActorTestKit.create();
    private final ExecutorService blocking = Executors.newSingleThreadExecutor();
    private final TestProbe<BackendMessage> reader = kit.createTestProbe(BackendMessage.class);
    private final TestProbe<GroupCommit.Command> commits = kit.createTestProbe(GroupCommit.Command.class);
    private final TestProbe<RemoteReply> replies = kit.createTestProbe(RemoteReply.class);
    private final EmptyStore store = new EmptyStore() {
        @Override
        public Mark realign(RemoteLog log, List<LogMessage.Place> places) {
            if (places.isEmpty()) {
                throw new IllegalStateException("the test's store fails");
            }
            return log.equals(new RemoteLog(VIDEO, "east")) ? places.get(0).mark() : Mark.START;
        }
    };
    private final ActorRef<BackendMessage> requests =
            kit.spawn(LogRequests.create(reader.ref(), commits.ref(), store, blocking));

    @AfterEach
    void end() {
        blocking.shutdownNow();
        kit.shutdownTestKit();
    }

    @Test
    void questions_arePassedOn() {
        TestProbe<LogMessage> answers = kit.createTestProbe(LogMessage.class);
        BackendMessage fetch = new LogMessage.Fetch(VIDEO, null, Mark.START, 9, 1_000, answers.ref());

        requests.tell(fetch);

        reader.expectMessage(fetch);
    }

    @Test
    void pages_areCommitted() {
        LogRange range = LogRange.empty(new Mark(3, 3));

        requests.tell(new BackendMessage.CommitRemote(VIDEO, "east", range, true, replies.ref()));

        commits.expectMessage(
                new GroupCommit.CommitPage(new RemotePage(new RemoteLog(VIDEO, "east"), range, true), replies.ref()));
    }

    @Test
    void realignment_isAnsweredWithTheCursor_andNotIfItFails() {
        requests.tell(new BackendMessage.RealignRemote(VIDEO, "east", List.of(), replies.ref()));
        requests.tell(new BackendMessage.RealignRemote(VIDEO, "east", List.of(PLACE), replies.ref()));

        replies.expectMessage(new BackendMessage.RemoteCursor(VIDEO, "east", PLACE.mark()));
        replies.expectNoMessage();
    }

    @Test
    void realignmentsBeyondTheLimit_areToldToComeAgain() {
        MeterRegistry meters = new SimpleMeterRegistry();
        Metrics.addRegistry(meters);
        Semaphore free = new Semaphore(0);
        blocking.execute(free::acquireUninterruptibly);
        for (int i = 0; i < 65; i++) {
            requests.tell(new BackendMessage.RealignRemote(VIDEO, "east", List.of(PLACE), replies.ref()));
        }
        replies.expectMessageClass(BackendMessage.RemoteBusy.class);
        assertThat(meters.get("ovation.likes.log.remote.realignments")
                        .tag("outcome", "busy")
                        .counter()
                        .count())
                .isEqualTo(1);
        Metrics.removeRegistry(meters);

        free.release();

        for (int i = 0; i < 64; i++) {
            replies.expectMessageClass(BackendMessage.RemoteCursor.class);
        }
    }
}
