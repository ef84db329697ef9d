/** What viewers missed, encoded once for all who missed it, and cut into pieces. */
package io.ovation.frontend.replay;
