package io.ovation.frontend.receipt;

import org.jspecify.annotations.Nullable;

/**
 * That a viewer has received an event, or was shown it, or both.
 *
 * @param trace that the event had
 * @param event its name
 * @param atMillis when it was received, by the viewer's clock, since 1970; null if that was told before
 * @param behindMillis by how much of the video the playhead had passed the event's moment when it was shown; null if the
 *     viewer has no player that tells, or it is yet to be shown
 */
public record Receipt(
        long trace,
        String event,
        @Nullable Double atMillis,
        @Nullable Double behindMillis) {}
