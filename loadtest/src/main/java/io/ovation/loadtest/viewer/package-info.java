/** Viewers' connections: HTTP and Server-Sent Events read from raw bytes, lean enough for 100 000 frames/s on a core. */
package io.ovation.loadtest.viewer;
