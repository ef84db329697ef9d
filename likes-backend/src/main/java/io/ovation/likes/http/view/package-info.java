/** What clients of the publisher API are shown, and who knows what the store does not. */
package io.ovation.likes.http.view;
