/** What a node adds to its management port: whether it is ready, and its metrics. */
package io.ovation.node.management;
