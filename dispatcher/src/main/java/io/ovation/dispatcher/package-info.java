/** The role of a node that hosts topics and knows who is online: its settings, and how it starts. */
package io.ovation.dispatcher;
