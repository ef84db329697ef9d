/** The log of one topic as this node follows it: what is there, what is missing, and who is asked for it. */
package io.ovation.frontend.topic.log;
