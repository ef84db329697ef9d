/** What a request says of itself, judged by the standards: no sockets, no endpoints. */
package io.ovation.edge.message;
