/** The likes store over JDBC: its connections, its transactions, and what may be read of logs. */
package io.ovation.likes.store.jdbc;
