package io.ovation.insights.trace.batch;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * What has to be added to one node's clock to have another's.
 *
 * @param errorMicros by how much it may be wrong, either way
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record ClockOffset(long micros, long errorMicros) {}
