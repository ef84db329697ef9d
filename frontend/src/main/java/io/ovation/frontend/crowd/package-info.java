/** Keeps a topic readable, however many comment and type: a sample of the comments, and a number instead of names. */
package io.ovation.frontend.crowd;
