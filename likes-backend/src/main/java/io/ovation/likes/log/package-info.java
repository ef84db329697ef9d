/** Answers other nodes' questions about topics' logs, and takes pages of other data centres' logs from them. */
package io.ovation.likes.log;
