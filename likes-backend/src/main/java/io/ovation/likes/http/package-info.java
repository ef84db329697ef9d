/** The publisher API over HTTP. */
package io.ovation.likes.http;
