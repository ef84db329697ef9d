/** The ways of followed events as traces of OpenTelemetry, sent to a collector. */
package io.ovation.insights.trace.span;
