/** What viewers tell of the sampled events that they have received. */
package io.ovation.frontend.receipt;
