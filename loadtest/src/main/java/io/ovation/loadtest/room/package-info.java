/** A room in which more is said than can be read: what its viewers see of it, and whether each sees their own. */
package io.ovation.loadtest.room;
