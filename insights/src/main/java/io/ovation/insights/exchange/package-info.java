/** How nodes tell each other their reports. */
package io.ovation.insights.exchange;
