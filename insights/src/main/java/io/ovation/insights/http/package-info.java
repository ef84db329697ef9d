/** What operators are shown at the management port. */
package io.ovation.insights.http;
