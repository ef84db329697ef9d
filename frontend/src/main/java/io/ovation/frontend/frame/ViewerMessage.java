package io.ovation.frontend.frame;

/**
 * What the actor of a viewer's connection can be told. A {@link Frame} is told as it is, so that a fan-out allocates
 * nothing for each connection.
 */
public interface ViewerMessage {}
