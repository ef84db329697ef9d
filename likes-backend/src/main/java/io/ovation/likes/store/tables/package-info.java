/** The tables of the likes store on H2 or PostgreSQL, and how those of an earlier version become them. */
package io.ovation.likes.store.tables;
