/** The Netty server that viewers connect to: event loops, HTTP requests, and the pages. */
package io.ovation.frontend.edge;
