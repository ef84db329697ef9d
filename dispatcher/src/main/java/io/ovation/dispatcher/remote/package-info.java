/** What topics have to do with other data centres: tells them what was published here, and takes their logs in. */
package io.ovation.dispatcher.remote;
