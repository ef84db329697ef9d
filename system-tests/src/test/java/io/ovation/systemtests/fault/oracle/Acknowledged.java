package io.ovation.systemtests.fault.oracle;

/**
 * A comment that a likes backend answered with 202.
 *
 * @param atNanos when that was, on this JVM's clock
 */
public record Acknowledged(Comment comment, long atNanos) {}
