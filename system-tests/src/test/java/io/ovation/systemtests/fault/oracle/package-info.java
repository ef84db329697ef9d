/** Judges what viewers saw by what publishers were promised; pure state, without I/O. */
package io.ovation.systemtests.fault.oracle;
