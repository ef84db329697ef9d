/** What nodes tell of the events that they follow: checkpoints in batches, to the node that joins them. */
package io.ovation.insights.trace.batch;
