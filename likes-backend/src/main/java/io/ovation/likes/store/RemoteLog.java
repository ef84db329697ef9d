package io.ovation.likes.store;

import io.ovation.common.topic.Topic;

/** The log of a topic in another data centre. */
public record RemoteLog(Topic topic, String dataCentre) {}
