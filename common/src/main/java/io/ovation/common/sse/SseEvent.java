package io.ovation.common.sse;

/**
 * One event of a stream.
 *
 * @param id the last event id in force when it was dispatched; empty if there was none
 * @param name its type; {@code message} if the stream gave none
 * @param data its lines, joined by line feeds
 */
public record SseEvent(String id, String name, String data) {}
