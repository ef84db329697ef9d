/** What viewers are sent: events, encoded once for everybody who gets them. */
package io.ovation.frontend.frame;
