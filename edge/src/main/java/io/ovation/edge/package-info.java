/** A port that speaks HTTP, from its listening socket to the handler that answers its requests. */
package io.ovation.edge;
