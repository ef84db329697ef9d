/** Tokens: JSON Web Tokens (RFC 7519) that say who somebody is and what they may do. */
package io.ovation.access.token;
