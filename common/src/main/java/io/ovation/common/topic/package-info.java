/** The names of what can be watched. */
package io.ovation.common.topic;
