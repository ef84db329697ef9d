/** How a connection speaks HTTP/2: each of its streams passes through what a connection of HTTP/1.1 does. */
package io.ovation.edge.http2;
