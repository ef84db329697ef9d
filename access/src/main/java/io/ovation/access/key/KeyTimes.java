package io.ovation.access.key;

import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * When an issuer's keys are read.
 *
 * @param period how often, as long as that goes well
 * @param between how often at most for tokens that name an unknown key; and how often after a failure
 * @param longestWait how long such a token waits for it
 * @param timeout how long the issuer may take
 */
public record KeyTimes(Duration period, Duration between, Duration longestWait, Duration timeout) {

    public KeyTimes {
        Require.positive("ovation.access.jwt.keys.period", period);
        Require.positive("ovation.access.jwt.keys.between", between);
        Require.positive("ovation.access.jwt.keys.longest-wait", longestWait);
        Require.positive("ovation.access.jwt.keys.timeout", timeout);
    }
}
