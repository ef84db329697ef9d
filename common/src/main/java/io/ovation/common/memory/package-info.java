/** Bounds on the memory that a node's buffers take together, and mailboxes that keep to them. */
package io.ovation.common.memory;
