/** A topic's log: numbered entries, stretches and windows of them, and how whoever follows a log keeps up with it. */
package io.ovation.common.log;
