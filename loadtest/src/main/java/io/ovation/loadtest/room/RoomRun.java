package io.ovation.loadtest.room;

import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.process.Pace;
import io.ovation.loadtest.process.Reading;
import io.ovation.loadtest.process.ServerProcesses;
import io.ovation.loadtest.publish.CrowdPublisher;
import io.ovation.loadtest.publish.OpenLoopPublisher;
import io.ovation.loadtest.publish.Publications;
import io.ovation.loadtest.publish.Schedule;
import io.ovation.loadtest.report.Latencies;
import io.ovation.loadtest.viewer.Habit;
import io.ovation.loadtest.viewer.StreamRequest;
import io.ovation.loadtest.viewer.ViewerFleet;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One run: connect, warm up, measure, wait for the last own comments, count. */
final class RoomRun {

    private static final Duration ANSWERS = Duration.ofSeconds(15);
    private static final Duration LEAD = Duration.ofMillis(500);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RoomSettings settings;
    private final ServerProcesses servers;
    private final Access access;
    private final Consumer<String> progress;
    private final int run = ThreadLocalRandom.current().nextInt();
    private final Turns turns;
    private final Publications publications;
    private final List<LoopTally> loops = new ArrayList<>();
    private final List<MemberTally> members = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param progress told in words how it goes */
    RoomRun(RoomSettings settings, ServerProcesses servers, Access access, Consumer<String> progress) {
        this.settings = settings;
        this.servers = servers;
        this.access = access;
        this.progress = progress;
        this.turns = new Turns(settings.viewers(), settings.comments(), settings.warmUpComments());
        this.publications = new Publications(settings.comments(), System.nanoTime());
        for (int i = 0; i < settings.threads(); i++) {
            loops.add(new LoopTally());
        }
    }

    RoomReport execute() throws IOException, ViewersMissingException, InterruptedException {
        ViewerFleet fleet = new ViewerFleet(settings.viewers(), settings.threads(), access);
        CrowdPublisher publisher = publisher();
        Measured measured;
        Long residentBytes;
        try (fleet;
                publisher) {
            fleet.connect(
                    this::viewer,
                    settings.connectRate(),
                    open -> progress.accept("connected " + open + " of " + settings.viewers()));
            measured = publish(publisher);
            drain(publisher, fleet);
            residentBytes = servers.isEmpty() ? null : servers.residentBytes();
        }
        return report(publisher, fleet, measured, residentBytes);
    }

    private String member(int number) {
        return String.format("room-%08x-%d", run, number);
    }

    private ViewerFleet.Viewer viewer(int number) {
        boolean timed = settings.isTimed(number);
        MemberTally tally =
                new MemberTally(run, number, timed, turns, loops.get(number % loops.size()), System::nanoTime);
        members.add(tally);
        StreamRequest request =
                new StreamRequest(settings.viewerUrl(number), settings.topic()).withMember(member(number));
        return new ViewerFleet.Viewer(request, tally, timed ? Habit.AT_ONCE : Habit.LATE);
    }

    private CrowdPublisher publisher() {
        String[] names =
                IntStream.range(0, settings.viewers()).mapToObj(this::member).toArray(String[]::new);
        return new CrowdPublisher(
                settings.publishUrl(),
                settings.topic(),
                run,
                comment -> names[turns.member(comment)],
                settings.connections(),
                settings.warmUpComments(),
                publications,
                access);
    }

    private Measured publish(CrowdPublisher publisher) throws IOException, InterruptedException {
        progress.accept("warming up with " + settings.warmUpComments() + " comments");
        // The first one loads classes for 100 ms and more, which would make the first comments measured late.
        Reading.take(seen(), servers);
        Schedule schedule = new Schedule(System.nanoTime() + LEAD.toNanos(), settings.commentsPerSecond());
        publisher.start(schedule);
        OpenLoopPublisher.sleepUntil(schedule.intendedNanos(settings.warmUpComments()));
        progress.accept("measuring " + settings.measuredComments() + " comments");
        Reading begin = Reading.take(seen(), servers);
        int acceptedBefore = publisher.accepted();
        OpenLoopPublisher.sleepUntil(schedule.intendedNanos(settings.comments()));
        Pace pace = Pace.between(begin, Reading.take(seen(), servers));
        return new Measured(pace, (publisher.accepted() - acceptedBefore) / pace.seconds());
    }

    /** Nothing is sent any more when the wait for own comments begins, so those that then do not come are lost. */
    private void drain(CrowdPublisher publisher, ViewerFleet fleet) throws InterruptedException {
        if (!publisher.awaitAnswers(ANSWERS)) {
            notes.add("not every comment was sent and answered within " + ANSWERS.toSeconds() + " s");
        }
        publisher.close();
        // Those who are timed get the last sample first, undisturbed.
        OpenLoopPublisher.sleepUntil(System.nanoTime() + LEAD.toNanos());
        fleet.catchUp();
        long end = System.nanoTime() + settings.drain().toNanos();
        long before;
        do {
            before = seen();
            OpenLoopPublisher.sleepUntil(System.nanoTime() + POLL_NANOS);
        } while ((seen() > before || sum(LoopTally::echoes) < publisher.accepted()) && System.nanoTime() - end < 0);
    }

    private long seen() {
        return sum(LoopTally::seen);
    }

    private long sum(ToLongFunction<LoopTally> count) {
        return loops.stream().mapToLong(count).sum();
    }

    private RoomReport report(
            CrowdPublisher publisher, ViewerFleet fleet, Measured measured, @Nullable Long residentBytes) {
        BitSet accepted = publications.accepted();
        return new RoomReport(
                settings.topic().toString(),
                settings.viewers(),
                settings.commentsPerSecond(),
                Posting.of(
                        settings.comments(),
                        accepted.cardinality(),
                        measured.acceptedPerSecond(),
                        publisher.lateness(),
                        Stream.concat(notes.stream(), publisher.reasons().stream())
                                .toList()),
                View.of(members, settings.measuredSeconds(), accepted, fleet.disconnected()),
                latencies(LoopTally::own),
                latencies(LoopTally::all),
                measured.pace(),
                residentBytes,
                fleet.reasons());
    }

    private Latencies latencies(Function<LoopTally, Histogram> histogram) {
        Histogram together = new Histogram(histogram.apply(loops.get(0)));
        loops.forEach(loop -> together.add(histogram.apply(loop)));
        return Latencies.of(together);
    }

    private record Measured(Pace pace, double acceptedPerSecond) {}
}
