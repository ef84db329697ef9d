/** What the likes store keeps and tells: totals, topics' logs, and how far the logs of other data centres are taken in. */
package io.ovation.likes.store;
