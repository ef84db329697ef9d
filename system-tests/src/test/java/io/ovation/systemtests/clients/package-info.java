/** Other people's clients and proxies, and what they show of Ovation. */
package io.ovation.systemtests.clients;
