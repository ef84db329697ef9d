package io.ovation.loadtest.command;

import io.ovation.common.topic.Topic;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a topic that comments can be published to. */
public final class TopicConverter implements ITypeConverter<Topic> {

    @Override
    public Topic convert(String text) {
        try {
            Topic topic = Topic.wanted(text);
            if (topic.kind() == Topic.Kind.PRESENCE) {
                throw new TypeConversionException(
                        "nobody can comment on '" + text + "'; it must be video:ID or conversation:ID");
            }
            return topic;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
