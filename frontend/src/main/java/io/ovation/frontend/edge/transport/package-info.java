/** The threads that hold the viewers' sockets, as Netty and Akka know them. */
package io.ovation.frontend.edge.transport;
