/** Keeps totals and comments, so that what was answered with 202 is still there after a crash. */
package io.ovation.likes.store;
