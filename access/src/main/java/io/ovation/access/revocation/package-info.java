/** Who is not let in any more, whatever their token says, on every node. */
package io.ovation.access.revocation;
