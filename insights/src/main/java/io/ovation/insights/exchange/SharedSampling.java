package io.ovation.insights.exchange;

import io.ovation.common.insight.Sampling;
import io.ovation.common.trace.Tracing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The share of events that are followed, as the settings have it until an operator decides. For any thread. */
public final class SharedSampling {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSampling.class);

    private final Tracing tracing;
    private @Nullable Sampling decided;

    public SharedSampling(Tracing tracing) {
        this.tracing = tracing;
    }

    public double share() {
        return tracing.share();
    }

    /** An operator decides at this node. Holds, though a node whose clock is ahead may have had the last decision. */
    public synchronized void decide(double share, long nowMillis) {
        long after = decided == null ? 0 : decided.decidedAtMillis() + 1;
        decide(new Sampling(share, Math.max(nowMillis, after)));
    }

    /** An operator has decided, at this node or at another. */
    public synchronized void decide(Sampling decision) {
        if (decided == null || decision.decidedAtMillis() > decided.decidedAtMillis()) {
            decided = decision;
            tracing.sample(decision.share());
            LOG.info("{} % of all events are followed from now on", decision.share() * 100);
        }
    }

    /** Empty if none has. */
    public synchronized Optional<Sampling> decided() {
        return Optional.ofNullable(decided);
    }
}
