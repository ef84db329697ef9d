/** The likes backend: takes what publishers send, keeps it, and tells the topic actors. */
package io.ovation.likes;
