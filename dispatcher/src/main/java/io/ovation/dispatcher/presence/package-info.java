/** Which members are online: an actor for each of them in buckets under cluster sharding, and what outlives those. */
package io.ovation.dispatcher.presence;
