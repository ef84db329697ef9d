package io.ovation.common.insight;

import io.ovation.common.memory.Droppable;
import io.ovation.common.protocol.WireMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself each second. One that gets lost is made up for by the next. Rates are of the time since the
 * report before. Nodes of other versions may say more, which is ignored, or less, which is null here.
 *
 * @param address by which the cluster knows it: {@code host:port}
 * @param boot tells it from an earlier or later process at this address
 * @param management where operators reach it; null as long as that is not open
 * @param topTopics the topics with most viewers on this node, in order; at most {@link #MOST_TOPICS}
 */
public record NodeReport(
        String address,
        long boot,
        @Nullable String version,
        @Nullable String management,
        boolean ready,
        double uptimeSeconds,
        @Nullable ProcessFigures process,
        @Nullable FrontendFigures frontend,
        @Nullable DispatcherFigures dispatcher,
        @Nullable BackendFigures backend,
        List<TopicFigures> topTopics)
        implements InsightMessage, WireMessage, Droppable {

    public static final int MOST_TOPICS = 20;

    /** Without topics, about. */
    private static final int BYTES = 1024;

    private static final int BYTES_OF_TOPIC = 128;

    public NodeReport {
        Objects.requireNonNull(address, "address");
        topTopics = topTopics == null
                ? List.of()
                : List.copyOf(topTopics.subList(0, Math.min(MOST_TOPICS, topTopics.size())));
    }

    @Override
    public int bytes() {
        return BYTES
                + topTopics.stream()
                        .mapToInt(topic -> BYTES_OF_TOPIC + topic.topic().length())
                        .sum();
    }

    /** @param cpu the share of its machine */
    public record ProcessFigures(
            @Nullable Double cpu,
            long heapUsedBytes,
            long heapMaxBytes,
            @Nullable Double gcPauseMillisPerSecond) {}

    /**
     * @param streams of viewers
     * @param topics that these watch
     * @param subscriptions of topics by viewers: one for each viewer and topic
     * @param joinsPerSecond streams that were opened
     * @param gapsPerSecond that viewers were told
     * @param droppedPerSecond frames that did not reach a viewer or an event loop
     * @param slowViewersPerSecond that were given up
     */
    public record FrontendFigures(
            @Nullable Long streams,
            @Nullable Long topics,
            @Nullable Long subscriptions,
            @Nullable Double joinsPerSecond,
            @Nullable Double framesPerSecond,
            @Nullable Double bytesPerSecond,
            @Nullable Double gapsPerSecond,
            @Nullable Double droppedPerSecond,
            @Nullable Double slowViewersPerSecond) {}

    /**
     * @param topics that run here
     * @param subscribers of these: frontend nodes
     * @param eventsPerSecond events and log entries that topics sent out
     * @param storeMillis how long the subscription store takes
     */
    public record DispatcherFigures(
            @Nullable Long topics,
            @Nullable Long subscribers,
            @Nullable Double eventsPerSecond,
            @Nullable Double storeMillis) {}

    /**
     * @param refusedPerSecond writes that were not taken
     * @param commitMillis the mean of the commits since the report before; null if there were none
     */
    public record BackendFigures(
            @Nullable Double likesPerSecond,
            @Nullable Double commentsPerSecond,
            @Nullable Double refusedPerSecond,
            @Nullable Double commitMillis) {}

    /** @param topic as it is named everywhere: {@code video:42} */
    public record TopicFigures(String topic, long viewers) {}
}
