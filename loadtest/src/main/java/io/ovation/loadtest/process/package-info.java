/** What operating system and JVM say about a server's process. */
package io.ovation.loadtest.process;
