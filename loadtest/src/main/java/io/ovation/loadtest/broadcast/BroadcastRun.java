package io.ovation.loadtest.broadcast;

import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.process.Pace;
import io.ovation.loadtest.process.Reading;
import io.ovation.loadtest.process.ServerProcesses;
import io.ovation.loadtest.publish.OpenLoopPublisher;
import io.ovation.loadtest.publish.Publications;
import io.ovation.loadtest.publish.PublishClient;
import io.ovation.loadtest.publish.Schedule;
import io.ovation.loadtest.report.Latencies;
import io.ovation.loadtest.viewer.Habit;
import io.ovation.loadtest.viewer.StreamRequest;
import io.ovation.loadtest.viewer.ViewerFleet;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One run: connect, warm up, measure, wait for the last frames, count. */
final class BroadcastRun {

    private static final Duration ANSWERS = Duration.ofSeconds(15);
    private static final Duration LEAD = Duration.ofMillis(500);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final BroadcastSettings settings;
    private final ServerProcesses servers;
    private final Access access;
    private final Consumer<String> progress;
    private final int run = ThreadLocalRandom.current().nextInt();
    private final Publications publications;
    private final List<LoopTally> loops = new ArrayList<>();
    private final List<ViewerTally> viewers = new ArrayList<>();
    private final ReceiptSenders receipts;

    /** @param progress told in words how it goes */
    BroadcastRun(BroadcastSettings settings, ServerProcesses servers, Access access, Consumer<String> progress) {
        this.settings = settings;
        this.servers = servers;
        this.access = access;
        this.progress = progress;
        this.receipts = new ReceiptSenders(settings, access);
        this.publications = new Publications(settings.events(), System.nanoTime());
        for (int i = 0; i < settings.threads(); i++) {
            loops.add(new LoopTally());
        }
    }

    BroadcastReport execute() throws IOException, ViewersMissingException, InterruptedException {
        try (PublishClient client = new PublishClient(settings.publishUrl(), access)) {
            ViewerFleet fleet = new ViewerFleet(settings.viewers(), settings.threads(), access);
            OpenLoopPublisher publisher;
            Pace pace;
            Long residentBytes;
            SilentReport silentReport;
            try (receipts;
                    fleet;
                    SilentViewers silent = new SilentViewers(settings, servers, access)) {
                fleet.connect(
                        this::viewer,
                        settings.connectRate(),
                        open -> progress.accept("connected " + open + " of " + settings.viewers()));
                silent.connect(progress);
                Schedule schedule = new Schedule(System.nanoTime() + LEAD.toNanos(), settings.eventsPerSecond());
                publisher = publisher(client, schedule);
                pace = publish(publisher, schedule);
                drain(publisher, fleet);
                residentBytes = servers.isEmpty() ? null : servers.residentBytes();
                silentReport = silent.end();
            }
            return report(publisher, fleet, pace, residentBytes, silentReport);
        }
    }

    private ViewerFleet.Viewer viewer(int number) {
        LoopTally loop = loops.get(number % loops.size());
        boolean timed = settings.isTimed(number);
        ViewerTally tally = new ViewerTally(
                run,
                timed ? settings.warmUpEvents() : settings.events(),
                publications,
                loop,
                System::nanoTime,
                receipts.of(number));
        viewers.add(tally);
        StreamRequest request = new StreamRequest(settings.viewerUrl(number), settings.topic());
        return new ViewerFleet.Viewer(request, tally, timed ? Habit.AT_ONCE : Habit.LATE);
    }

    private OpenLoopPublisher publisher(PublishClient client, Schedule schedule) {
        return new OpenLoopPublisher(client, settings.topic(), run, schedule, publications, settings.maxInFlight());
    }

    private Pace publish(OpenLoopPublisher publisher, Schedule schedule) throws IOException, InterruptedException {
        progress.accept("warming up with " + settings.warmUpEvents() + " events");
        // The first one loads classes for 100 ms and more, which would make the first events measured late.
        Reading.take(arrivals(), servers);
        publisher.publish(0, settings.warmUpEvents());
        publisher.lateness().reset();
        OpenLoopPublisher.sleepUntil(schedule.intendedNanos(settings.warmUpEvents()));
        progress.accept("measuring " + (settings.events() - settings.warmUpEvents()) + " events");
        Reading begin = Reading.take(arrivals(), servers);
        publisher.publish(settings.warmUpEvents(), settings.events());
        OpenLoopPublisher.sleepUntil(schedule.intendedNanos(settings.events()));
        return Pace.between(begin, Reading.take(arrivals(), servers));
    }

    /** Without refusals the number of frames to come is known, and there is no need to wait for the full time. */
    private void drain(OpenLoopPublisher publisher, ViewerFleet fleet) throws InterruptedException {
        publisher.awaitAnswers(ANSWERS);
        // Those who are timed get the last event first, undisturbed.
        OpenLoopPublisher.sleepUntil(System.nanoTime() + LEAD.toNanos());
        fleet.catchUp();
        long expected = (long) settings.viewers() * settings.events();
        long end = System.nanoTime() + settings.drain().toNanos();
        while (arrivals() < expected && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private long arrivals() {
        return loops.stream().mapToLong(LoopTally::arrivals).sum();
    }

    private Latencies latencies(Function<LoopTally, Histogram> kind) {
        Histogram all = new Histogram(kind.apply(loops.get(0)));
        loops.forEach(loop -> all.add(kind.apply(loop)));
        return Latencies.of(all);
    }

    private BroadcastReport report(
            OpenLoopPublisher publisher,
            ViewerFleet fleet,
            Pace pace,
            @Nullable Long residentBytes,
            @Nullable SilentReport silent) {
        Delivery delivery = Delivery.of(viewers, publications.accepted(), publisher.failed(), fleet.disconnected());
        return new BroadcastReport(
                settings.topic().toString(),
                settings.eventsPerSecond(),
                settings.warmUpEvents(),
                settings.events() - settings.warmUpEvents(),
                delivery,
                delivery.expected(),
                delivery.lost(),
                latencies(LoopTally::latencies),
                Latencies.of(publisher.lateness()),
                pace,
                residentBytes,
                silent,
                receipts.report(latencies(LoopTally::sinceAcceptance), latencies(LoopTally::tracedSinceAcceptance)),
                Stream.concat(publisher.reasons().stream(), fleet.reasons().stream())
                        .toList());
    }
}
