/** What nodes must agree on to tell who is there. */
package io.ovation.common.presence;
