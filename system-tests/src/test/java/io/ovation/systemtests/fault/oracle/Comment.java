package io.ovation.systemtests.fault.oracle;

/** A comment as a viewer or a store tells of it: members number what they write, and the number is the text. */
public record Comment(String id, String member, int sequence) {

    /** @param text what {@link #text} made */
    public static Comment parse(String id, String member, String text) {
        return new Comment(id, member, Integer.parseInt(text));
    }

    public static String text(int sequence) {
        return Integer.toString(sequence);
    }
}
