/**
 * What nodes note of events, and what is made of it, in one thread and with a time of its own: batches get lost, come
 * twice and out of order, nodes die, clocks differ, and each event that is called lost was lost there.
 */
package io.ovation.joint.trace;
