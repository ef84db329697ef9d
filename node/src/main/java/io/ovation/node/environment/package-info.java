/** The configuration of a process: the variables of its environment, a file, and what is built in. */
package io.ovation.node.environment;
