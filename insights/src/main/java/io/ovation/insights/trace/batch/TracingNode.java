package io.ovation.insights.trace.batch;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * A process that notes checkpoints.
 *
 * @param address by which the cluster knows it: {@code host:port}
 * @param boot tells it from an earlier or later process at this address
 * @param dispatcher whether topics may run there
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record TracingNode(String address, long boot, String dataCentre, boolean dispatcher) {}
