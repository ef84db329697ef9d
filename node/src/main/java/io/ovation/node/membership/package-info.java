/** Tells a member whose process is gone from one that only pauses, so that the first is replaced at once. */
package io.ovation.node.membership;
