package io.ovation.access.rights;

import java.util.Locale;
import java.util.Optional;

/** What somebody is, beside what they may read and write. */
public enum Role {
    /** Speaks for themselves. */
    VIEWER,

    /** Also takes back what others wrote, in topics that they may write to. */
    MODERATOR,

    /** Also speaks for others: the servers of whoever runs the audience's site. */
    SERVICE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return nothing if there is no such role */
    public static Optional<Role> of(String label) {
        for (Role role : values()) {
            if (role.label().equals(label)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
