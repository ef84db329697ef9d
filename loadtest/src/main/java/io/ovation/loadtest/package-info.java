/** Load over the public HTTP interfaces, from the command line. */
package io.ovation.loadtest;
