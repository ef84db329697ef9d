/** What gets clients in: their tokens, and whom they take for the server. */
package io.ovation.loadtest.access;
