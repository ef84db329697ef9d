/** Answers other nodes: what topics' logs hold, how far they are, and how far those of other data centres are taken in. */
package io.ovation.likes.log;
