/** Topic actors: who watches a topic, what it adds up to, and one message to each watching frontend node per event. */
package io.ovation.dispatcher;
