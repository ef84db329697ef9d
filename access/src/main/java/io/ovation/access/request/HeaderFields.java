package io.ovation.access.request;

import java.util.List;

/** The header fields of a request. */
@FunctionalInterface
public interface HeaderFields {

    /** @return the values of all lines with this name, whatever its letter case, as they came */
    List<String> all(String name);
}
