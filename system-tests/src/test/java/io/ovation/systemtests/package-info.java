/** Scenarios on the whole system, each named for what happens in it. */
package io.ovation.systemtests;
