/** How frames reach the viewers of an event loop: a few connections at a time, topic by topic. */
package io.ovation.frontend.fanout;
