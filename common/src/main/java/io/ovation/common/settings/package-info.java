/** Checks for settings, so that a wrong one ends the start with a line that names its key, and what modules share. */
package io.ovation.common.settings;
