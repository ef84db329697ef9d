/** The likes store: totals, topics' logs, and cursors into the logs of other data centres. */
package io.ovation.likes.store;
