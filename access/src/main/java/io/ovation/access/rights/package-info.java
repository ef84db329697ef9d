/** What somebody may read and write, and for whom they may speak. */
package io.ovation.access.rights;
