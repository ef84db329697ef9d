/** The composition root: a process that runs any set of roles. */
package io.ovation.node;
