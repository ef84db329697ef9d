/**
 * The delivery of one topic's log in two data centres, with everything that decides in it and nothing around it: one
 * thread, one seeded scheduler, a network that does whatever harm a network can do, and invariants that are checked
 * with everything that is sent, taken or told.
 */
package io.ovation.joint.simulation;
