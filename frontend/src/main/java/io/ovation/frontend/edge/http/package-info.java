/** Requests of viewers, and their answers. */
package io.ovation.frontend.edge.http;
