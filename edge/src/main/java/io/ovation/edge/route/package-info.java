/** Routes of Akka HTTP as the handler of a port: they describe an API, and the sockets stay Netty's. */
package io.ovation.edge.route;
