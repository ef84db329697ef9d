package io.ovation.frontend.edge.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.ovation.common.http.Problem;
import io.ovation.common.limit.Turn;
import io.ovation.common.topic.Topic;
import io.ovation.edge.limit.RatePerAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** How many topics a stream may have, and how many each address may ask for that nobody at this node watches. */
final class TopicLimit {

    private static final CompletionStage<Void> NOW = CompletableFuture.completedStage(null);

    private final int most;
    private final Optional<RatePerAddress> perAddress;
    private final Predicate<Topic> isWatched;
    private final Counter tooMany = refused("too-many");
    private final Counter ofAddress = refused("address");
    private final Counter delayed = Metrics.counter("ovation.frontend.topics.delayed");

    TopicLimit(int most, Optional<RatePerAddress> perAddress, Predicate<Topic> isWatched) {
        this.most = most;
        this.perAddress = perAddress;
        this.isWatched = isWatched;
    }

    private static Counter refused(String reason) {
        return Metrics.counter("ovation.frontend.topics.refused", "reason", reason);
    }

    int most() {
        return most;
    }

    /** To wait would not help whoever wants more for one stream, so that is 400 and not 429. */
    Problem refuse() {
        tooMany.increment();
        return Problem.invalid("a stream may have at most " + most + " topics");
    }

    /**
     * @return done when it is the turn of these topics, on the channel's event loop
     * @throws io.ovation.common.http.ProblemException 429 if too many wait already
     */
    CompletionStage<Void> take(Channel channel, HttpHeaders headers, Collection<Topic> topics) {
        int fresh = (int) topics.stream().filter(isWatched.negate()).count();
        if (fresh == 0 || perAddress.isEmpty()) {
            return NOW;
        }
        Turn turn = perAddress.get().turn(channel, headers, fresh);
        if (turn.isRefused()) {
            ofAddress.increment();
            throw Problem.tooMany("new topics for this address").asException(turn.delay());
        }
        if (turn.delay().isZero()) {
            return NOW;
        }
        delayed.increment();
        CompletableFuture<Void> due = new CompletableFuture<>();
        channel.eventLoop().schedule(() -> due.complete(null), turn.delay().toNanos(), TimeUnit.NANOSECONDS);
        return due;
    }
}
