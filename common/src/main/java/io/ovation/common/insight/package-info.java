/** What nodes tell each other of how they are. */
package io.ovation.common.insight;
