/** The actors of the node's topics: they hear of what happens, tell the event loops, and answer those who join. */
package io.ovation.frontend.delivery;
