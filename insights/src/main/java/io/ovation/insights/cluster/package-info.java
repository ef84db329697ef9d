/** All nodes of a cluster as one of them sees them: its membership, and what each has reported. */
package io.ovation.insights.cluster;
