/** What one client may take of a port, so that the others keep theirs. */
package io.ovation.edge.limit;
