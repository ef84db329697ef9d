package io.ovation.dispatcher.kv;

import java.util.OptionalInt;

/**
 * What a table is like, for a store that cannot look after every key by itself.
 *
 * @param name tells it from the others
 * @param numberedKeys how many keys there are, if they are the numbers from 0; empty if they may be any text
 * @param durable whether what is written is to outlive this node at once; if not, it does so after a moment
 */
public record TableShape(String name, OptionalInt numberedKeys, boolean durable) {}
