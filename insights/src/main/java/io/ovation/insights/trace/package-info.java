/** The actors that bring the checkpoints of all nodes together, and the meters of what is found. */
package io.ovation.insights.trace;
