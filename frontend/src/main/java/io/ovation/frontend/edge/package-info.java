/** The viewers' port, with its event loops. */
package io.ovation.frontend.edge;
