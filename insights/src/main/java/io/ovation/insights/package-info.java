/** What each node does, told to every node, and shown to operators. */
package io.ovation.insights;
