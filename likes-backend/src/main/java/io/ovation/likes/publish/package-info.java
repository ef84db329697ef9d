/** Tells topic actors what was committed: likes, merged into at most one event a window, and entries of logs. */
package io.ovation.likes.publish;
