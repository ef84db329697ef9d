/** Attacks on a node from one address, and what the viewers and publishers who are there notice of them. */
package io.ovation.systemtests.attack;
