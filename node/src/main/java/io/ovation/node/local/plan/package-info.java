/** Which nodes a cluster on this machine is to have, with their ports and stores. */
package io.ovation.node.local.plan;
