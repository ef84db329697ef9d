/** The tokens that viewers and publishers of a run show where access is closed. */
package io.ovation.loadtest.token;
