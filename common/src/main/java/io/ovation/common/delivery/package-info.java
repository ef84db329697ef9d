/** Delivery in order and without loss over a path that may lose messages: the state of both sides, without I/O. */
package io.ovation.common.delivery;
