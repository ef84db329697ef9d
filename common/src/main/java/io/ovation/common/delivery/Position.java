package io.ovation.common.delivery;

import io.ovation.common.protocol.WireMessage;

/**
 * Where an item stands among those that one sender sends one receiver.
 *
 * @param stream which life of the sender, or of their relation; different for each
 * @param first the oldest item of the stream that the sender would still repeat
 * @param sequence counts the items of the stream from 1
 */
public record Position(long stream, long first, long sequence) implements WireMessage {}
