/** Tables in a Redis of the data centre. */
package io.ovation.dispatcher.kv.redis;
