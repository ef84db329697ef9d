/** Where a node listens. */
package io.ovation.node.listening;
