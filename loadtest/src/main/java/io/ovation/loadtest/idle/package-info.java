/** What a connection costs on which nothing happens. */
package io.ovation.loadtest.idle;
