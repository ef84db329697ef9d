/** Metrics: what nodes show is what docs/metrics.md lists, and what a real Prometheus reads, records and warns of. */
package io.ovation.systemtests.operations.metrics;
