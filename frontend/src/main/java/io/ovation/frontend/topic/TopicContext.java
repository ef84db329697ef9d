package io.ovation.frontend.topic;

import io.ovation.common.memory.ByteBudget;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.topic.log.FetchPermits;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What topics share that one thread has.
 *
 * @param windows what logs may take in memory
 * @param permits to fetch what was before
 */
public record TopicContext(
        TopicSettings settings,
        ByteBudget windows,
        FetchPermits permits,
        InstantSource clock,
        RandomGenerator random,
        Tracing tracing) {}
