package io.ovation.common.http;

import java.util.List;

/** How a body is encoded, by RFC 9110, section 8.4: here not at all. */
public final class ContentCoding {

    private static final Problem REFUSED =
            Problem.unsupportedContentCoding("Content-Encoding must be left out: the body must be plain JSON");

    private ContentCoding() {}

    /**
     * @param fields the values of {@code Content-Encoding}: each is a list, of which members may be empty
     * @throws ProblemException 415 if there is one
     */
    public static void requireNone(List<String> fields) {
        for (String field : fields) {
            for (String coding : field.split(",", -1)) {
                String name = coding.trim();
                if (!name.isEmpty() && !name.equalsIgnoreCase("identity")) {
                    throw REFUSED.asException();
                }
            }
        }
    }

    /** Whether an answer must say which codings are taken: {@code Accept-Encoding: identity}, which no other has. */
    public static boolean isRefusedBy(Problem problem) {
        return problem.type().equals(REFUSED.type());
    }
}
