/** Sockets and the event loops that serve them. */
package io.ovation.loadtest.transport;
