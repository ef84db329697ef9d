package io.ovation.loadtest.presence;

import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.publish.OpenLoopPublisher;
import io.ovation.loadtest.publish.PublishClient;
import io.ovation.loadtest.publish.Schedule;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One run: watch everybody, let them come online at a steady rate by a heartbeat each, and wait until they are gone. */
final class PresenceRun {

    /** Requests that are not answered yet. Beyond it they are sent late, which counts. */
    private static final int MAX_IN_FLIGHT = 200;

    private static final long JOIN_SECONDS = 60;
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final PresenceRunSettings settings;
    private final Access access;
    private final Consumer<String> progress;
    private final String prefix = "load-" + UUID.randomUUID().toString().substring(0, 8) + '-';
    private final ChangeTally online;
    private final ChangeTally offline;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicInteger refused = new AtomicInteger();

    PresenceRun(PresenceRunSettings settings, Access access, Consumer<String> progress) {
        this.settings = settings;
        this.access = access;
        this.progress = progress;
        long origin = System.nanoTime();
        this.online = new ChangeTally(settings.members(), settings.warmUpMembers(), origin);
        this.offline = new ChangeTally(settings.members(), settings.warmUpMembers(), origin);
    }

    PresenceReport execute() throws ViewersMissingException, InterruptedException {
        try (WatchedMembers watched = new WatchedMembers(settings, prefix, access, online, offline);
                PublishClient client = new PublishClient(settings.publishUrl(), access)) {
            progress.accept("watching " + settings.members() + " members over " + settings.streams() + " streams");
            watched.connect();
            if (!watched.joining().await(JOIN_SECONDS, TimeUnit.SECONDS)) {
                throw new ViewersMissingException(watched.joining().getCount() + " of " + settings.members()
                        + " members are not watched after " + JOIN_SECONDS + " s");
            }
            beat(client);
            progress.accept("waiting for them to go offline");
            await(offline);
        }
        return new PresenceReport(
                settings.members(),
                settings.changesPerSecond(),
                refused.get(),
                online.count(),
                offline.count(),
                online.unexpected() + offline.unexpected(),
                online.latencies(),
                offline.latencies());
    }

    private void beat(PublishClient client) throws InterruptedException {
        progress.accept(settings.members() + " members come online");
        Schedule schedule = new Schedule(System.nanoTime() + LEAD_NANOS, settings.changesPerSecond());
        for (int from = 0; from < settings.members(); from += settings.membersPerRequest()) {
            int to = Math.min(settings.members(), from + settings.membersPerRequest());
            // Gathered as whoever holds the members' connections would.
            OpenLoopPublisher.sleepUntil(schedule.intendedNanos(to - 1));
            inFlight.acquire();
            send(client, schedule, from, to);
        }
    }

    private void send(PublishClient client, Schedule schedule, int from, int to) {
        List<Map<String, String>> heartbeats = new ArrayList<>();
        for (int member = from; member < to; member++) {
            long intended = schedule.intendedNanos(member);
            online.due(member, intended);
            offline.due(member, intended + settings.expiry().toNanos());
            heartbeats.add(Map.of("member", prefix + member));
        }
        client.post("/presence", heartbeats).whenComplete((accepted, failure) -> {
            inFlight.release();
            if (failure != null) {
                refused.addAndGet(heartbeats.size());
            }
        });
    }

    private void await(ChangeTally changes) throws InterruptedException {
        long end = System.nanoTime() + settings.expiry().plus(settings.drain()).toNanos();
        while (changes.count() < settings.members() && System.nanoTime() - end < 0) {
            OpenLoopPublisher.sleepUntil(System.nanoTime() + POLL_NANOS);
        }
    }
}
