package io.ovation.loadtest.throughput;

import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.process.Reading;
import io.ovation.loadtest.process.ServerProcesses;
import io.ovation.loadtest.publish.ClosedLoopPublisher;
import io.ovation.loadtest.publish.OpenLoopPublisher;
import io.ovation.loadtest.viewer.Habit;
import io.ovation.loadtest.viewer.StreamListener;
import io.ovation.loadtest.viewer.StreamRequest;
import io.ovation.loadtest.viewer.ViewerFleet;
import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One run: publish for as long as it is to last, and count. */
final class ThroughputRun {

    private static final int CONNECT_RATE = 1_000;

    private final ThroughputSettings settings;
    private final ServerProcesses servers;
    private final Access access;
    private final Consumer<String> progress;
    private final int run = ThreadLocalRandom.current().nextInt();

    /** @param progress told in words how it goes */
    ThroughputRun(ThroughputSettings settings, ServerProcesses servers, Access access, Consumer<String> progress) {
        this.settings = settings;
        this.servers = servers;
        this.access = access;
        this.progress = progress;
    }

    ThroughputReport execute() throws IOException, ViewersMissingException, InterruptedException {
        try (ViewerFleet fleet = new ViewerFleet(settings.viewers(), 1, access)) {
            if (settings.viewers() > 0) {
                fleet.connect(
                        this::viewer,
                        CONNECT_RATE,
                        open -> progress.accept("connected " + open + " of " + settings.viewers()));
            }
            return publish(fleet);
        }
    }

    private ViewerFleet.Viewer viewer(int number) {
        List<URI> frontends = settings.viewerUrls();
        StreamRequest request =
                new StreamRequest(frontends.get(number % frontends.size()), topic(number % settings.videos()));
        return new ViewerFleet.Viewer(request, new StreamListener() {}, Habit.LATE);
    }

    private ThroughputReport publish(ViewerFleet fleet) throws IOException, InterruptedException {
        progress.accept("publishing for " + settings.duration().toSeconds() + " s");
        // The first one loads classes, which is no part of the run.
        Reading.take(0, servers);
        Reading begin = Reading.take(0, servers);
        Intervals intervals = new Intervals(begin.nanos(), settings.interval(), settings.intervals());
        ClosedLoopPublisher publisher = new ClosedLoopPublisher(
                settings.publishUrl(), topics(), run, settings.connections(), intervals, access);
        Reading end;
        try (publisher) {
            publisher.start();
            OpenLoopPublisher.sleepUntil(begin.nanos() + settings.duration().toNanos());
            end = Reading.take(0, servers);
        }
        List<Interval> figures = intervals.figures();
        long accepted = figures.stream().mapToLong(Interval::accepted).sum();
        return ThroughputReport.of(
                settings,
                figures,
                begin,
                end.withFrames(accepted),
                !servers.isEmpty(),
                Stream.concat(publisher.reasons().stream(), fleet.reasons().stream())
                        .toList());
    }

    private List<Topic> topics() {
        return IntStream.range(0, settings.videos()).mapToObj(this::topic).toList();
    }

    private Topic topic(int number) {
        return Topic.video("publish-%08x-%d".formatted(run, number));
    }
}
