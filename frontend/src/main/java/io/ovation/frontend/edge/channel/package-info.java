/** Sockets that have become streams, or polls that are held: how many there are, and what waits for them. */
package io.ovation.frontend.edge.channel;
