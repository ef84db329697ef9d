/** Where the topic actors of a data centre keep which frontend nodes watch which topic, so that it outlives an actor. */
package io.ovation.dispatcher.subscription;
