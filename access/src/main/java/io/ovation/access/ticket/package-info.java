/** Tickets: what a browser's EventSource presents in place of a token, which it cannot. */
package io.ovation.access.ticket;
