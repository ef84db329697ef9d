/** How sampled events are followed on their way: what a node notes of them, and when. */
package io.ovation.common.trace;
