/** What clients of the publisher API may ask for. */
package io.ovation.likes.http.request;
