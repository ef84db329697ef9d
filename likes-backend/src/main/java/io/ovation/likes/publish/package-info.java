/** Tells topic actors which likes were committed, merged into at most one event a window. */
package io.ovation.likes.publish;
