package io.ovation.dispatcher.subscribers;

import io.ovation.common.protocol.Subscriber;
import java.time.Duration;

/**
 * A subscriber as the store knows it.
 *
 * @param age since it was written
 */
public record StoredSubscriber(Subscriber subscriber, Duration age) {}
