package io.ovation.common.protocol;

/** Marks what crosses between nodes; bound to Jackson's CBOR in this module's {@code reference.conf}. */
public interface WireMessage {}
