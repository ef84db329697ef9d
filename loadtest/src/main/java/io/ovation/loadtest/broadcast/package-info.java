/** One topic, many viewers: what arrives of a steady stream of events, and how late. */
package io.ovation.loadtest.broadcast;
