package io.ovation.likes.http.request;

import io.ovation.common.settings.Require;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a client may ask for.
 *
 * @param reactions those there are; the first is the default
 * @param entriesPerRequest how many entries an array of likes, or of heartbeats, may have
 * @param likesPerEntry the largest {@code count}
 * @param commentCharacters the longest comment, in Unicode code points
 * @param comments how many comments {@code GET /videos} shows unless asked otherwise
 * @param maxComments how many it shows at most
 */
public record RequestLimits(
        List<String> reactions,
        int entriesPerRequest,
        int likesPerEntry,
        int commentCharacters,
        int comments,
        int maxComments) {

    private static final Pattern REACTION = Pattern.compile("[a-z0-9_-]{1,32}");

    public RequestLimits {
        reactions = List.copyOf(reactions);
        if (reactions.isEmpty()) {
            throw new IllegalArgumentException("ovation.likes.request.reactions must name at least one");
        }
        for (String reaction : reactions) {
            if (!REACTION.matcher(reaction).matches()) {
                throw new IllegalArgumentException("ovation.likes.request.reactions: '" + reaction
                        + "' must be 1 to 32 characters of a-z 0-9 _ -");
            }
        }
        Require.between("ovation.likes.request.max-entries", entriesPerRequest, 1, 100_000);
        Require.between("ovation.likes.request.max-count", likesPerEntry, 1, 1_000_000);
        Require.between("ovation.likes.request.max-comment-characters", commentCharacters, 1, 10_000);
        Require.between("ovation.likes.http.max-comments", maxComments, 1, 1_000);
        Require.between("ovation.likes.http.comments", comments, 0, maxComments);
    }
}
