/** What the sharded actors have in common: how they start and end, what handles their messages, when they try again. */
package io.ovation.dispatcher.entity;
