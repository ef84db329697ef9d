package io.ovation.common.insight;

/** What whoever shows the cluster is told; other nodes tell {@link NodeReport} and {@link TraceReport}. */
public interface InsightMessage {}
