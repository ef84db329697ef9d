package io.ovation.frontend.receipt;

/**
 * That a viewer has received an event.
 *
 * @param trace that the event had
 * @param event its name
 * @param atMillis by the viewer's clock, since 1970
 */
public record Receipt(long trace, String event, double atMillis) {}
