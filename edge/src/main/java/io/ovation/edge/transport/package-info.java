/** The threads that hold sockets, as Netty and Akka know them. */
package io.ovation.edge.transport;
