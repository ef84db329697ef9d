/** What the commands have in common: options, exit codes, how arguments are read. */
package io.ovation.loadtest.command;
