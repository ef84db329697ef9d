package io.ovation.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.handler.codec.http.HttpRequest;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.edge.message.HostPolicy;
import java.util.Optional;

/** Refuses requests for hosts that a port does not answer for. */
final class HostCheck {

    private final Optional<HostPolicy> policy;
    private final Counter refused;

    /** @param port its name */
    HostCheck(String port, Optional<HostPolicy> policy) {
        this.policy = policy;
        this.refused = Metrics.counter("ovation.edge.requests.refused", "port", port, "reason", "host");
    }

    /** @throws ProblemException if it is for another host */
    void check(HttpRequest request) {
        if (policy.isPresent() && !policy.get().allows(request.uri(), request.headers())) {
            refused.increment();
            throw Problem.misdirected(
                            "the request is for a host that this port does not answer for; if its name is right,"
                                    + " add it to OVATION_ALLOWED_HOSTS (ovation.allowed-hosts)")
                    .asException();
        }
    }
}
