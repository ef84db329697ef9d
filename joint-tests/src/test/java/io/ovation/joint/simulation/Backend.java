package io.ovation.joint.simulation;

import io.ovation.common.log.EntryBody;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.likes.publish.TailSchedule;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.CommitPlan;
import io.ovation.likes.store.LoggedRange;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A likes backend: commits what waits together, tells the topic's actor, and answers who asks for the log. */
final class Backend extends Actor {

    private static final Duration LONGEST_COMMIT = Duration.ofMillis(20);
    private static final Duration LOOK_FOR_TAILS = Duration.ofMillis(200);
    private static final int MOST_PAGES = 3;

    private record Write(EntryBody body, Runnable accepted) {}

    private final World world;
    private final Store store;
    private final Deque<Write> writes = new ArrayDeque<>();
    private final Deque<Message.CommitRemote> pages = new ArrayDeque<>();
    private final TailSchedule<Topic> tails = new TailSchedule<>(100, Duration.ofSeconds(1), Duration.ofSeconds(5));
    private boolean committing;

    Backend(World world, SimulatedNode process, Store store) {
        super(process, process.toString());
        this.world = world;
        this.store = store;
        lookForTails();
        world.topicActor(store.dataCentre(), this)
                .ifPresent(actor -> tell(actor, new Message.Tail(null, store.mark(), this)));
    }

    /** @param accepted told once it is kept */
    void publish(EntryBody body, Runnable accepted) {
        writes.add(new Write(body, accepted));
        commitSoon();
    }

    @Override
    void receive(Message message) {
        if (message instanceof Message.Fetch fetch) {
            fetch(fetch);
        } else if (message instanceof Message.FetchBefore fetch) {
            answer(fetch.replyTo(), null, fetch.through(), store.pageThrough(fetch.through()));
        } else if (message instanceof Message.LoadTopic load) {
            tell(load.replyTo(), new Message.TopicLoaded(store.latest(), this));
        } else if (message instanceof Message.Compare compare) {
            tell(compare.replyTo(), new Message.Tail(null, store.mark(), this));
        } else if (message instanceof Message.CommitRemote page) {
            commit(page);
        } else if (message instanceof Message.RealignRemote realign) {
            Mark cursor = store.realign(realign.dataCentre(), realign.places());
            tell(realign.replyTo(), new Message.RemoteCursor(realign.dataCentre(), cursor));
        } else {
            throw new AssertionError(this + " is told " + message);
        }
    }

    private void fetch(Message.Fetch fetch) {
        if (world.isBusy()) {
            tell(fetch.replyTo(), new Message.Busy(fetch.dataCentre()));
            return;
        }
        Optional<LogRange> page = store.page(fetch.after(), fetch.to());
        answer(
                fetch.replyTo(),
                fetch.dataCentre(),
                fetch.after(),
                fetch.dataCentre() == null
                        ? page
                        : page.map(range -> range.only(entry -> entry.mayComeFrom(fetch.dataCentre()))));
    }

    private void answer(Actor asking, String dataCentre, Mark asked, Optional<LogRange> page) {
        tell(
                asking,
                page.<Message>map(range -> new Message.Entries(dataCentre, range, false, this))
                        .orElseGet(() -> new Message.Diverged(dataCentre, asked, store.places(dataCentre))));
    }

    private void commit(Message.CommitRemote page) {
        if (pages.size() < MOST_PAGES) {
            pages.add(page);
            commitSoon();
        } else {
            tell(page.replyTo(), new Message.RemoteBusy(page.dataCentre()));
        }
    }

    private void commitSoon() {
        if (!committing && !(writes.isEmpty() && pages.isEmpty())) {
            committing = true;
            world.after(this, world.upTo(LONGEST_COMMIT), this::commitNow);
        }
    }

    private void commitNow() {
        committing = false;
        List<Write> group = new ArrayList<>(writes);
        writes.clear();
        Optional<Message.CommitRemote> page = Optional.ofNullable(pages.poll());
        if (!world.commitFails()) {
            commit(group, page);
        }
        commitSoon();
    }

    /** Whose answer gets lost asks again. */
    private void commit(List<Write> group, Optional<Message.CommitRemote> page) {
        List<NewEntry> entries = group.stream()
                .map(write -> new NewEntry(Store.TOPIC, store.dataCentre(), write.body()))
                .toList();
        List<RemotePage> remote = page.stream()
                .map(it -> new RemotePage(new RemoteLog(Store.TOPIC, it.dataCentre()), it.range(), it.gap()))
                .toList();
        CommitPlan plan = store.commit(new Batch(new TreeMap<>(), entries, remote, Set.of()), world.now());
        if (world.answerGetsLost()) {
            return;
        }
        group.forEach(write -> write.accepted().run());
        page.ifPresent(
                it -> tell(it.replyTo(), new Message.RemoteCursor(it.dataCentre(), store.cursor(it.dataCentre()))));
        for (LoggedRange logged : plan.logged()) {
            tails.add(Store.TOPIC, logged.range().through(), world.nowNanos());
            logged.range().pages().forEach(range -> tellTopic(new Message.Entries(null, range, logged.gap(), this)));
        }
        Map<Topic, Mark> told = plan.told();
        told.values().forEach(mark -> tellTopic(new Message.Tail(null, mark, this)));
    }

    private void lookForTails() {
        world.after(this, LOOK_FOR_TAILS, () -> {
            tails.due(world.nowNanos()).forEach(tail -> tellTopic(new Message.Tail(null, tail.mark(), this)));
            lookForTails();
        });
    }

    private void tellTopic(Message message) {
        world.topicActor(store.dataCentre(), this).ifPresent(actor -> tell(actor, message));
    }

    private void tell(Actor to, Message message) {
        world.network().send(this, to, message);
    }
}
