/** Publishing, on a schedule or as fast as the server takes it, and remembering what became of each event. */
package io.ovation.loadtest.publish;
