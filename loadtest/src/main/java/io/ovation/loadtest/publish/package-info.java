/** Publishing on a schedule that does not wait for answers, and remembering what became of each event. */
package io.ovation.loadtest.publish;
