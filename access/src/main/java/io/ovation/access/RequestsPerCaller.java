package io.ovation.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.access.rights.Caller;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.limit.Rate;
import io.ovation.common.limit.RateLimit;
import java.time.Duration;

/**
 * How often somebody who has a token may ask for something of this node, whichever of their devices or servers asks. A
 * member is one caller, with whatever tokens. A service speaks for many members, so it has a limit of its own, for each
 * of its tokens that has an id: one that leaked cannot use up what the others may do.
 */
final class RequestsPerCaller {

    private static final String REFUSED = "ovation.access.requests.refused";

    private final RateLimit<String> members;
    private final RateLimit<String> keys;
    private final Counter refusedMembers = Metrics.counter(REFUSED, "reason", "member");
    private final Counter refusedKeys = Metrics.counter(REFUSED, "reason", "key");

    RequestsPerCaller(Rate perMember, Rate perKey) {
        this.members = new RateLimit<>(perMember);
        this.keys = new RateLimit<>(perKey);
    }

    /**
     * Those without a token are known by their address alone.
     *
     * @throws ProblemException 429 if the request may not be answered now
     */
    void take(Caller caller) {
        if (caller.member().isEmpty()) {
            return;
        }
        String member = caller.member().get();
        if (caller.isService()) {
            // A blank keeps the ids of tokens apart from members, whose names have none.
            keys.take(caller.tokenId().map(id -> "token " + id).orElse(member)).ifPresent(wait -> {
                throw refusal(refusedKeys, "requests with this token", wait);
            });
        } else {
            members.take(member).ifPresent(wait -> {
                throw refusal(refusedMembers, "requests of this member", wait);
            });
        }
    }

    private static ProblemException refusal(Counter refused, String what, Duration wait) {
        refused.increment();
        return Problem.tooMany(what).asException(wait);
    }
}
