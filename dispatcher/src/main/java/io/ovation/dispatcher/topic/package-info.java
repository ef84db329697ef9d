/** The actors of topics: each follows its topic's log, merges what is fleeting, and tells the subscribers of both. */
package io.ovation.dispatcher.topic;
