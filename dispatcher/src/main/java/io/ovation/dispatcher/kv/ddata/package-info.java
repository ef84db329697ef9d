/** Tables in Akka Distributed Data: in the memory of the data centre's dispatchers. */
package io.ovation.dispatcher.kv.ddata;
