/** {@code ./ovation top}: all nodes of a cluster in a terminal. */
package io.ovation.node.top;
