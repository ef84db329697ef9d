package io.ovation.dispatcher.entity;

import java.time.Duration;

/**
 * How an entity starts.
 *
 * @param timeout after which it runs without what the store knows
 * @param stashLimit how many messages wait meanwhile
 */
public record StartSettings(Duration timeout, int stashLimit) {}
