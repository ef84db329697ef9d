/** The publisher API over HTTP: its paths, its errors and its port. */
package io.ovation.likes.http;
