/** What this node watches: follows the log of each topic, knows how the topic stands, and tells the event loops. */
package io.ovation.frontend.topic;
