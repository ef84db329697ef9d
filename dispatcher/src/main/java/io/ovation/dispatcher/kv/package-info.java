/** Small texts that outlive the actors they are about, as tables that Redis keeps, or the dispatchers among themselves. */
package io.ovation.dispatcher.kv;
