/** Nodes that let in only those who have a token. */
package io.ovation.systemtests.access;
