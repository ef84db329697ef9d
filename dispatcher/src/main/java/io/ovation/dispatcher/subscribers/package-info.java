/** Which frontend nodes watch a topic: leases in memory, and what the store keeps of them. */
package io.ovation.dispatcher.subscribers;
