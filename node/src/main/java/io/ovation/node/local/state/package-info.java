/** Which nodes of a cluster on this machine run, and how far each has come. */
package io.ovation.node.local.state;
