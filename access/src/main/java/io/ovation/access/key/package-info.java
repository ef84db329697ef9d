/** The keys that tokens are signed with, and where an issuer's come from. */
package io.ovation.access.key;
