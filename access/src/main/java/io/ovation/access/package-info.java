/** Lets in whoever may come in, and says what they may do there. */
package io.ovation.access;
