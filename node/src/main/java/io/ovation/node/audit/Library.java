package io.ovation.node.audit;

/**
 * A library as Maven knows it.
 *
 * @param name {@code group:artifact}
 */
record Library(String name, String version) {

    @Override
    public String toString() {
        return name + ' ' + version;
    }
}
