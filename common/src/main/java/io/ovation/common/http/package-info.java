/** What the HTTP servers of all roles have in common: JSON in, JSON and problems out. */
package io.ovation.common.http;
