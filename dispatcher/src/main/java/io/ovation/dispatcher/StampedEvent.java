package io.ovation.dispatcher;

import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;

/** An event on its way to the viewers. */
record StampedEvent(EventId id, Event event) {}
