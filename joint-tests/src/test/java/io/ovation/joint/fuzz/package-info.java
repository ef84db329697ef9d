/** Inputs that nobody would think of: coverage-guided fuzzing of whatever reads what strangers send. */
package io.ovation.joint.fuzz;
