/** What happens on a topic, and the current state that the happenings add up to. */
package io.ovation.common.event;
