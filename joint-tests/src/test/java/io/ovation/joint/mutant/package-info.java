/** Classes that break a rule, so that a simulation that does not notice is found out. */
package io.ovation.joint.mutant;
