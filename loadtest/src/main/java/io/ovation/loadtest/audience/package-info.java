/** The simulated audience of the demo: members who watch, like, type and comment over the public interfaces. */
package io.ovation.loadtest.audience;
