/** How many comments a server takes when it is given as many as it takes, interval by interval. */
package io.ovation.loadtest.throughput;
