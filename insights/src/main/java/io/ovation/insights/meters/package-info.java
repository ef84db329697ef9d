/** What a node's meters say, as a report of the node: rates are differences between two readings. */
package io.ovation.insights.meters;
