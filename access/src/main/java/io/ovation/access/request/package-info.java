/** What a request says of whoever makes it, and what they are answered who may not. */
package io.ovation.access.request;
