/** How a connection speaks HTTP/1.1, whatever is asked for on it. */
package io.ovation.edge.http1;
