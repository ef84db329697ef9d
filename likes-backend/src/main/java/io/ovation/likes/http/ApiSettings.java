package io.ovation.likes.http;

import io.ovation.common.http.AllowedOrigins;
import io.ovation.common.limit.Rate;
import io.ovation.common.settings.Require;
import io.ovation.edge.ConnectionSettings;
import io.ovation.edge.HostSettings;
import io.ovation.likes.http.request.RequestLimits;
import java.time.Duration;

/**
 * How the publisher API behaves.
 *
 * @param connections how they behave, as on the node's other ports
 * @param commitTimeout how long a publisher waits for the commit before it is told to retry
 * @param viewersTimeout how long {@code GET /videos} waits for the number of viewers before it does without
 * @param retryAfter what a refused publisher is told to wait
 * @param hosts by which publishers may call this node
 * @param allowedOrigins sites whose pages may read what is answered
 * @param retraction whether whoever reaches the API may retract comments
 * @param commentsPerMember who speak for themselves
 * @param commentsPerMemberByServices for whom a service speaks, and of each where access is open
 * @param typingExpiry how long somebody who was typing is shown as typing
 */
public record ApiSettings(
        String host,
        int port,
        int maxConnections,
        int maxBodyBytes,
        ConnectionSettings connections,
        Duration commitTimeout,
        Duration viewersTimeout,
        Duration retryAfter,
        HostSettings hosts,
        AllowedOrigins allowedOrigins,
        boolean retraction,
        Rate commentsPerMember,
        Rate commentsPerMemberByServices,
        Duration typingExpiry,
        RequestLimits limits) {

    public ApiSettings {
        Require.notBlank("ovation.bind-host", host);
        Require.port("ovation.likes.port", port);
        Require.positive("ovation.likes.http.max-connections", maxConnections);
        Require.positive("ovation.likes.http.max-body", maxBodyBytes);
        Require.positive("ovation.likes.http.commit-timeout", commitTimeout);
        Require.positive("ovation.likes.http.viewers-timeout", viewersTimeout);
        requireWholeSeconds("ovation.likes.http.retry-after", retryAfter);
        requireWholeSeconds("ovation.likes.typing-expiry", typingExpiry);
    }

    /** These go out as a number of seconds; less than one would become none. */
    private static void requireWholeSeconds(String key, Duration value) {
        if (value.toSeconds() < 1 || value.toNanosPart() != 0) {
            throw new IllegalArgumentException(key + " must be whole seconds, at least one, not " + value);
        }
    }
}
