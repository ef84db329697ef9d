/** Publishes committed comments in order until they are acknowledged, also those that an earlier process left behind. */
package io.ovation.likes.outbox;
