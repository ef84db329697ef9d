package io.ovation.likes.store.tables;

/**
 * The tables from which entries are read.
 *
 * @param all the table, or the view, that has all of them
 * @param former the table with comments of the version before
 */
public record LogTables(String all, String former) {

    /** One table has them all. */
    static final LogTables ONE = new LogTables("entries", "entries");

    /** H2 would copy a table to give it another column, so what it has of the version before stays where it is. */
    static final LogTables WITH_FORMER = new LogTables("log", "former_comments");

    boolean isOne() {
        return this.equals(ONE);
    }
}
