/** Encryption of a port's connections, with a certificate that may be exchanged while they are there. */
package io.ovation.edge.tls;
