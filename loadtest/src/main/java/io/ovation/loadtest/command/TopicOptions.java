package io.ovation.loadtest.command;

import io.ovation.common.topic.Topic;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is commented on. */
public final class TopicOptions {

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            converter = TopicConverter.class,
            description = "video:ID or conversation:ID. A new video for each run if not given.")
    private @Nullable Topic topic;

    public Topic topic() {
        return topic == null
                ? Topic.video("loadtest-" + UUID.randomUUID().toString().substring(0, 8))
                : topic;
    }
}
