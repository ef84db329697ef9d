/** How long events took in the last eight days, so that now can be compared with then. */
package io.ovation.insights.history;
