/** {@code ./ovation cluster}: starts, shows and stops a cluster on this machine, one JVM for each node. */
package io.ovation.node.local;
