/** What a node's event loops and its topics, which run on other threads, tell each other. */
package io.ovation.frontend.link;
