/**
 * The actors between the topic actors and the viewers: one for the node's topics, one supervisor for each event loop,
 * one actor for each connection on its connection's event loop.
 */
package io.ovation.frontend.stream;
