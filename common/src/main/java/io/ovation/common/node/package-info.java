/** What the roles of a node tell each other without actors. */
package io.ovation.common.node;
