/** Tells topic actors what was committed, likes merged into at most one event a window. */
package io.ovation.likes.publish;
