/** An event loop: its connections, what each of them watches, and how they come and go. */
package io.ovation.frontend.loop;
